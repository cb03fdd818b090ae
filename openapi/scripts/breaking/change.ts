/** Where in the contract: the operation (or "document"), and a path that a person reads. */
export type Place = { operation: string; where: string };

export type Change = Place & {
  /** Short and stable, such as `request-property-required`. */
  rule: string;
  /** One sentence with the old and the new value. */
  message: string;
  level: 'breaking' | 'compatible';
};

export const breaking = (place: Place, rule: string, message: string): Change => ({
  ...place,
  rule,
  message,
  level: 'breaking',
});

export const compatible = (place: Place, rule: string, message: string): Change => ({
  ...place,
  rule,
  message,
  level: 'compatible',
});

export const inside = (place: Place, step: string): Place => ({ ...place, where: `${place.where} ${step}` });

export const atPath = (place: Place, path: readonly string[]): Place =>
  path.length === 0 ? place : inside(place, path.map((step) => `/${step}`).join(''));
