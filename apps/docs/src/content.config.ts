import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { z } from 'astro/zod';

/** Decisions have a date; other pages are as the code is now. */
const schema = docsSchema({ extend: z.object({ date: z.date().optional() }) });

export const collections = { docs: defineCollection({ loader: docsLoader(), schema }) };
