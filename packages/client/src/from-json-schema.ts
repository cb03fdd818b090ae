export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The type of what fits a JSON Schema, as far as `jsonSchema` checks it; `unknown` beyond that. */
export type FromJsonSchema<S> = S extends { readonly const: infer Value }
  ? Value
  : S extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : S extends { readonly anyOf: readonly (infer Option)[] }
      ? EachOf<Option>
      : S extends { readonly oneOf: readonly (infer Option)[] }
        ? EachOf<Option>
        : S extends { readonly type: readonly (infer Type)[] }
          ? OfType<Type, S>
          : S extends { readonly type: infer Type }
            ? OfType<Type, S>
            : unknown;

type EachOf<Option> = Option extends unknown ? FromJsonSchema<Option> : never;

type OfType<Type, S> = Type extends 'string'
  ? string
  : Type extends 'number' | 'integer'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'null'
        ? null
        : Type extends 'array'
          ? (S extends { readonly items: infer Item } ? FromJsonSchema<Item> : unknown)[]
          : Type extends 'object'
            ? ObjectOf<S>
            : unknown;

type RequiredOf<S> = S extends { readonly required: readonly (infer Key)[] } ? Key : never;

type ObjectOf<S> = S extends { readonly properties: infer Properties }
  ? Flat<
      { -readonly [Key in keyof Properties as Key & RequiredOf<S>]: FromJsonSchema<Properties[Key]> } & {
        -readonly [Key in Exclude<keyof Properties, RequiredOf<S>>]?: FromJsonSchema<Properties[Key]>;
      }
    >
  : { [key: string]: unknown };

type Flat<T> = { [Key in keyof T]: T[Key] };
