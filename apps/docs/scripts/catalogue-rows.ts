import { createCatalog } from '../../gateway/src/catalog/catalog.ts';
import { describeModel } from '../../gateway/src/catalog/describe-model.ts';
import { knownProviders } from '../../gateway/src/providers/index.ts';
import { shippedModels } from '../../gateway/src/providers/served-models.ts';
import { supportedParameters } from '../../gateway/src/providers/supported-parameters.ts';
import { type ModelRow, toRow } from '../src/models/model-row.ts';

/** Every model that ships with the gateway, the simulator's aside, as `GET /v1/models?available=false` tells them. */
export const catalogueRows = (): ModelRow[] =>
  Object.entries(knownProviders)
    .filter(([provider]) => provider !== 'simulator')
    .flatMap(([provider, { adapter }]) =>
      createCatalog([{ provider, models: shippedModels(provider) }]).listings.map((listing) =>
        toRow(describeModel(listing, supportedParameters(listing.model, adapter), false)),
      ),
    );
