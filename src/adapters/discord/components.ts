/**
 * The message components this adapter writes, as Discord's API takes them:
 * https://docs.discord.com/developers/components/reference
 */
export const COMPONENT = {
  row: 1,
  button: 2,
  select: 3,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
} as const;

export const BUTTON_STYLE = { primary: 1, secondary: 2, danger: 4, link: 5 } as const;

export interface TextDisplay {
  readonly type: typeof COMPONENT.text;
  readonly content: string;
}

export type Button =
  | {
      readonly type: typeof COMPONENT.button;
      readonly style: 1 | 2 | 4;
      readonly label: string;
      readonly custom_id: string;
    }
  | {
      readonly type: typeof COMPONENT.button;
      readonly style: typeof BUTTON_STYLE.link;
      readonly label: string;
      readonly url: string;
    };

export interface Select {
  readonly type: typeof COMPONENT.select;
  readonly custom_id: string;
  readonly placeholder: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface ActionRow {
  readonly type: typeof COMPONENT.row;
  readonly components: readonly (Button | Select)[];
}

interface Media {
  readonly media: { readonly url: string };
  readonly description?: string;
}

export type Child =
  | TextDisplay
  | ActionRow
  | {
      readonly type: typeof COMPONENT.section;
      readonly components: readonly TextDisplay[];
      readonly accessory: { readonly type: typeof COMPONENT.thumbnail } & Media;
    }
  | { readonly type: typeof COMPONENT.gallery; readonly items: readonly Media[] }
  | { readonly type: typeof COMPONENT.file; readonly file: { readonly url: string } }
  | { readonly type: typeof COMPONENT.separator; readonly divider: boolean; readonly spacing: 1 | 2 };

/** A box with a stripe; `id` marks a posted message, see message-mark.ts. */
export interface Container {
  readonly type: typeof COMPONENT.container;
  readonly id?: number;
  readonly accent_color: number;
  readonly components: readonly Child[];
}

/** Message flags: https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const FLAG = { ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;

export interface MessageBody {
  readonly flags: number;
  readonly components: readonly Container[];
  readonly allowed_mentions: { readonly parse: readonly [] };
}
