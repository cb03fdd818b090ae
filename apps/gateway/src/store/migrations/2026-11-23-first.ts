import { type Kysely, sql } from '#kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('prefix', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull().unique())
    .addColumn('previous_digest', 'text', (column) => column.unique())
    .addColumn('previous_expires_at', 'bigint')
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('budget_limit', 'bigint')
    .addColumn('budget_window', 'text')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('key_ancestors')
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('ancestor_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('key_ancestors_pk', ['ancestor_id', 'key_id'])
    .execute();

  await db.schema
    .createTable('budgets')
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('window_start', 'bigint', (column) => column.notNull())
    .addColumn('used', 'bigint', (column) => column.notNull())
    .addColumn('reserved', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('budgets_pk', ['key_id', 'window_start'])
    .execute();

  await db.schema
    .createTable('reservations')
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('window_start', 'bigint', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('reservations_pk', ['request_id', 'key_id'])
    .execute();
  await db.schema.createIndex('reservations_expires_at').on('reservations').column('expires_at').execute();

  await db.schema
    .createTable('requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('given_id', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('requested_model', 'text', (column) => column.notNull())
    .addColumn('used_model', 'text')
    .addColumn('used_provider', 'text')
    .addColumn('error_code', 'text')
    .addColumn('prompt_tokens', 'bigint')
    .addColumn('completion_tokens', 'bigint')
    .addColumn('cached_tokens', 'bigint')
    .addColumn('reasoning_tokens', 'bigint')
    .addColumn('cost', 'bigint')
    .addColumn('duration_ms', 'bigint')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute();
  // Pages go by time and id, of one key or of all.
  await db.schema.createIndex('requests_time').on('requests').columns(['created_at', 'id']).execute();
  await db.schema
    .createIndex('requests_key_time')
    .on('requests')
    .columns(['key_id', 'created_at', 'id'])
    .execute();
  await db.schema.createIndex('requests_given_id').on('requests').column('given_id').execute();
  // Of those that run only: few, and each request would else change it twice.
  await db.schema
    .createIndex('requests_open')
    .on('requests')
    .column('instance')
    .where(sql`outcome`, '=', sql.lit('running'))
    .execute();

  await db.schema
    .createTable('attempts')
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('status_code', 'bigint', (column) => column.notNull())
    .addColumn('error_type', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'bigint', (column) => column.notNull())
    .addColumn('cost', 'bigint')
    .addPrimaryKeyConstraint('attempts_pk', ['request_id', 'position'])
    .execute();

  await db.schema
    .createTable('labels')
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('labels_pk', ['request_id', 'name'])
    .execute();

  await db.schema
    .createTable('idempotency')
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('idempotency_key', 'text', (column) => column.notNull())
    .addColumn('body_digest', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('answer', 'bytea')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_pk', ['key_id', 'idempotency_key'])
    .execute();
  await db.schema.createIndex('idempotency_expires_at').on('idempotency').column('expires_at').execute();
}
