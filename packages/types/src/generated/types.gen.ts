// Generated from openapi/ by `npm run generate`. Do not edit.

export type ClientOptions = {
    baseUrl: 'http://127.0.0.1:4000' | (string & {});
};

/**
 * Choose among these only.
 */
export type AllowedToolsChoice = {
    type: 'allowed_tools';
    allowed_tools: {
        mode: 'auto' | 'required';
        tools: Array<FunctionToolChoice>;
    };
};

/**
 * US dollars as a decimal number in text, to the picodollar.
 */
export type Amount = string;

/**
 * A source of something in the text.
 */
export type Annotation = {
    type: 'url_citation';
    url_citation: {
        url: string;
        title: string;
        /**
         * Where in `content` it begins.
         */
        start_index: number;
        /**
         * Where in `content` it ends. Both 0 when the provider doesn't say.
         */
        end_index: number;
        /**
         * What was cited, where the provider says.
         */
        content?: string | null;
    };
};

/**
 * One part of an earlier answer.
 */
export type AssistantContentPart = ({
    type: 'text';
} & TextPart) | ({
    type: 'refusal';
} & RefusalPart);

/**
 * What a model said before. Send an answer's `message` back as you received it: reasoning and its signatures are needed by some providers when tools were called.
 *
 */
export type AssistantMessage = {
    role: 'assistant';
    /**
     * Text, parts, or `null` when there are only tool calls.
     */
    content?: string | Array<AssistantContentPart> | null;
    /**
     * Who is speaking.
     */
    name?: string | null;
    /**
     * The refusal, if that is what it was.
     */
    refusal?: string | null;
    tool_calls?: Array<ToolCall> | null;
    /**
     * The reasoning as text.
     */
    reasoning?: string | null;
    /**
     * Another name of `reasoning`.
     */
    reasoning_content?: string | null;
    /**
     * The reasoning with its signatures, to be sent back unchanged.
     */
    reasoning_details?: Array<ReasoningDetail> | null;
    /**
     * An earlier spoken answer, by its id.
     */
    audio?: {
        id: string;
    } | null;
    images?: Array<GeneratedImage> | null;
    annotations?: Array<Annotation> | null;
    /**
     * The forerunner of `tool_calls`. A call in it is a 400 that says so.
     *
     * @deprecated
     */
    function_call?: {
        [key: string]: unknown;
    } | null;
};

/**
 * The sound of a spoken answer.
 */
export type AudioOutput = {
    voice: string | {
        id: string;
    };
    format: 'wav' | 'aac' | 'mp3' | 'flac' | 'opus' | 'pcm16';
} | null;

/**
 * Sound, in base64.
 */
export type AudioPart = {
    type: 'input_audio';
    input_audio: {
        /**
         * The sound in base64.
         */
        data: string;
        format: 'wav' | 'mp3' | 'aiff' | 'aac' | 'ogg' | 'flac' | 'm4a' | 'mpeg' | 'mpga' | 'mp4' | 'pcm' | 'pcm16' | 'webm';
    };
};

/**
 * One call of a provider, as it stands on the books.
 */
export type BookedAttempt = {
    provider: string;
    /**
     * The name that was sent to the provider.
     */
    model: string;
    status_code: number;
    error_type: string;
    succeeded: boolean;
    duration_ms: number;
    /**
     * What a failed attempt used, where its provider says so. The caller is not charged for it.
     */
    usage: Usage | null;
    /**
     * Whether the provider may charge for this failed attempt without having said what for: the connection was lost or the time was up after the request had been sent, or the answer broke off, was of no use, or was left by the caller. For who compares with the provider's invoice; what the caller pays is `cost_usd` of the generation, whatever stands here.
     *
     */
    may_be_charged: boolean;
};

/**
 * A budget as it stands.
 */
export type BudgetState = {
    limit_usd: Decimal;
    window: 'day' | 'week' | 'month' | 'total';
    used_usd: Decimal;
    /**
     * Set aside for requests that run now.
     */
    reserved_usd: Decimal;
    remaining_usd: Decimal;
    /**
     * When it starts anew. `null`: never.
     */
    resets_at: string | null;
};

/**
 * A mark for providers whose prompt cache must be asked for; the prompt up to here is kept.
 */
export type CacheControl = {
    type: 'ephemeral';
    ttl?: '5m' | '1h' | null;
} | null;

/**
 * What the model said. Send it back as it is to go on with the conversation.
 */
export type ChatAnswer = {
    role: 'assistant';
    content: string | null;
    refusal: string | null;
    /**
     * The reasoning as text.
     */
    reasoning?: string | null;
    reasoning_details?: Array<ReasoningDetail>;
    tool_calls?: Array<ToolCall>;
    images?: Array<GeneratedImage>;
    annotations?: Array<Annotation>;
    audio?: SpokenAnswer;
};

/**
 * One of the answers asked for with `n`.
 */
export type ChatChoice = {
    index: number;
    message: ChatAnswer;
    logprobs: ChoiceLogprobs;
    finish_reason: FinishReason;
};

/**
 * One event of a stream. The last one has `choices` empty, and holds `usage` and `metadata`.
 */
export type ChatChunk = {
    /**
     * The same on every chunk.
     */
    id: string;
    object: 'chat.completion.chunk';
    /**
     * Seconds since 1970; the same on every chunk.
     */
    created: number;
    /**
     * The same on every chunk.
     */
    model: string;
    choices: Array<ChunkChoice>;
    usage?: Usage;
    metadata?: ChatMetadata;
    service_tier?: string | null;
    system_fingerprint?: string | null;
};

/**
 * The whole answer. A superset of OpenAI's.
 */
export type ChatCompletion = {
    id: string;
    object: 'chat.completion';
    /**
     * Seconds since 1970.
     */
    created: number;
    /**
     * `provider/canonical-id` of the model that answered.
     */
    model: string;
    choices: Array<ChatChoice>;
    usage: Usage;
    metadata: ChatMetadata;
    service_tier?: string | null;
    system_fingerprint?: string | null;
};

/**
 * A conversation, and how it should be answered.
 *
 * Fields that this document does not know are accepted at the top level and in messages, and named in `metadata.ignored_parameters`; deeper ones are not looked at. Known fields are strict: nothing is coerced, no default is written in, and `null` means absent.
 *
 */
export type ChatCompletionRequest = {
    /**
     * `provider/model`, a bare model name, or `auto`.
     */
    model: string;
    /**
     * The conversation so far, oldest first.
     */
    messages: Array<ChatMessage>;
    /**
     * Models to try after `model`, in this order.
     */
    models?: Array<string> | null;
    /**
     * What weighs most when the gateway picks. `throughput` and `latency` go by measurements, over models as well with `auto`, and don't keep a session in its place.
     */
    routing?: 'auto' | 'price' | 'throughput' | 'latency' | null;
    /**
     * Answer with server-sent events.
     */
    stream?: boolean | null;
    stream_options?: StreamOptions;
    /**
     * The older name of `max_completion_tokens`. Both and different is a 400.
     */
    max_tokens?: number | null;
    /**
     * The most tokens to generate, reasoning included.
     */
    max_completion_tokens?: number | null;
    /**
     * Higher is more random. Most providers take 1 when it is absent.
     */
    temperature?: number | null;
    /**
     * Sample from the tokens that make up this share of the probability.
     */
    top_p?: number | null;
    /**
     * Sample from this many of the likeliest tokens.
     */
    top_k?: number | null;
    /**
     * Drop tokens less likely than this share of the likeliest one.
     */
    min_p?: number | null;
    /**
     * Drop tokens less likely than this share of the likeliest one's probability, squared.
     */
    top_a?: number | null;
    /**
     * Lowers the chance of a token by how often it has come already.
     */
    frequency_penalty?: number | null;
    /**
     * Lowers the chance of a token that has come already.
     */
    presence_penalty?: number | null;
    /**
     * Divides the score of tokens that have come already; 1 changes nothing.
     */
    repetition_penalty?: number | null;
    stop?: Stop;
    /**
     * Ask for the same answer to the same request, as far as the provider can.
     */
    seed?: number | null;
    /**
     * How many choices to generate. Each is paid for.
     */
    n?: number | null;
    /**
     * Token id to a bias from -100 (never) to 100 (always).
     */
    logit_bias?: {
        [key: string]: number;
    } | null;
    /**
     * Return the log probability of each token of the answer.
     */
    logprobs?: boolean | null;
    /**
     * How many alternatives to return for each token. Needs `logprobs`.
     */
    top_logprobs?: number | null;
    response_format?: ResponseFormat;
    /**
     * What the model may call.
     */
    tools?: Array<Tool> | null;
    tool_choice?: ToolChoice;
    /**
     * Whether one answer may hold several tool calls.
     */
    parallel_tool_calls?: boolean | null;
    reasoning_effort?: ReasoningEffort;
    reasoning?: Reasoning;
    /**
     * `false` leaves the reasoning out of the answer. It is still generated and paid for.
     */
    include_reasoning?: boolean | null;
    /**
     * How much work the model puts into the whole answer, for models that have such a setting.
     */
    effort?: 'low' | 'medium' | 'high' | null;
    /**
     * How long the answer should be, for models that have such a setting.
     */
    verbosity?: 'low' | 'medium' | 'high' | null;
    /**
     * Let the model search the web, where it can. The same as a `web_search` tool without options.
     */
    web_search?: boolean | null;
    web_search_options?: WebSearchOptions;
    /**
     * What the gateway does to this answer.
     */
    plugins?: Array<Plugin> | null;
    /**
     * With `model: auto`: only models that cost nothing. Without effect otherwise.
     */
    free_models_only?: boolean | null;
    /**
     * With `model: auto`: no reasoning models. Without effect otherwise.
     */
    no_reasoning?: boolean | null;
    /**
     * What the answer may hold.
     */
    modalities?: Array<'text' | 'audio' | 'image'> | null;
    audio?: AudioOutput;
    image_config?: ImageConfig;
    prediction?: Prediction;
    /**
     * Labels of your own, kept with the record of the request.
     */
    metadata?: {
        [key: string]: string;
    } | null;
    /**
     * Ask the provider to keep the completion, where it can.
     */
    store?: boolean | null;
    /**
     * The provider's class of service.
     */
    service_tier?: 'auto' | 'default' | 'flex' | 'scale' | 'priority' | null;
    /**
     * The end user, as you know them. Passed to providers that take it.
     */
    user?: string | null;
    /**
     * A stable, anonymous id of the end user, for the provider's abuse checks.
     */
    safety_identifier?: string | null;
    /**
     * Requests with the same key are sent to the same place while it is healthy, so that the provider's prompt cache is hit. `x-session-id` wins over it.
     */
    prompt_cache_key?: string | null;
    /**
     * How long the provider should keep the prompt's cache.
     */
    prompt_cache_retention?: 'in_memory' | 'in-memory' | '24h' | null;
    /**
     * Further cache settings of the provider, passed on as they are.
     */
    prompt_cache_options?: {
        [key: string]: unknown;
    } | null;
    /**
     * Accepted for OpenRouter's clients. Usage is always sent, whatever stands here.
     */
    usage?: {
        include?: boolean | null;
    } | null;
    /**
     * The forerunner of `tools`. Functions in it are a 400 that says so.
     *
     * @deprecated
     */
    functions?: Array<{
        [key: string]: unknown;
    }> | null;
    /**
     * The forerunner of `tool_choice`. Anything but `none` is a 400 that says so.
     *
     * @deprecated
     */
    function_call?: 'none' | null;
};

/**
 * One message of the conversation. `role` says which kind.
 */
export type ChatMessage = ({
    role: 'system';
} & SystemMessage) | ({
    role: 'developer';
} & DeveloperMessage) | ({
    role: 'user';
} & UserMessage) | ({
    role: 'assistant';
} & AssistantMessage) | ({
    role: 'tool';
} & ToolMessage);

/**
 * How this answer came about.
 */
export type ChatMetadata = {
    request_id: string;
    /**
     * `model`, as you sent it.
     */
    requested_model: string;
    /**
     * Its provider prefix, or `null` for a bare name or `auto`.
     */
    requested_provider: string | null;
    /**
     * The canonical id, without provider.
     */
    used_model: string;
    used_provider: string;
    /**
     * The name that was sent to the provider.
     */
    underlying_used_model: string;
    selection?: Selection;
    /**
     * Every attempt, in order. The last one succeeded. Of an answer from the cache: those of the request that it was made for.
     */
    routing: Array<RoutingAttempt>;
    /**
     * What you sent and the provider did not get. Empty when everything was carried.
     */
    ignored_parameters: Array<string>;
    /**
     * What each plugin did, by its id.
     */
    plugins: {
        [key: string]: PluginReport;
    };
    /**
     * `estimated`: the provider sent no usage, and the gateway counted with a tokenizer of its own.
     */
    usage_source: 'provider' | 'estimated';
    /**
     * `true`: from the response cache. It costs 0, whatever it cost when it was made.
     */
    cached?: boolean;
    price?: PriceRow;
    unpriced?: Unpriced;
};

/**
 * A failure after the first token. The last event of its stream; no `[DONE]` follows.
 */
export type ChatStreamError = {
    id?: string;
    object?: 'chat.completion.chunk';
    created?: number;
    model?: string;
    error: ErrorObject;
    /**
     * For readers that look at choices only.
     */
    choices: [
        {
            index: 0;
            delta: {
                [key: string]: unknown;
            };
            finish_reason: 'error';
        }
    ];
    /**
     * What was used until then. It has reached you, and is charged; `metadata` names the prices.
     */
    usage?: Usage;
    metadata?: ErrorMetadata;
};

/**
 * The data of one event: a chunk, or the error that ends the stream. The text `[DONE]` stands alone and is not JSON.
 */
export type ChatStreamEvent = ChatChunk | ChatStreamError;

/**
 * Log probabilities, or `null` when they were not asked for.
 */
export type ChoiceLogprobs = {
    content?: Array<TokenLogprob> | null;
    refusal?: Array<TokenLogprob> | null;
} | null;

/**
 * What is new in one choice.
 */
export type ChunkChoice = {
    index: number;
    delta: ChunkDelta;
    /**
     * Set once, on the last event of the choice.
     */
    finish_reason: FinishReason | null;
    logprobs?: ChoiceLogprobs;
};

/**
 * To be appended to what came before.
 */
export type ChunkDelta = {
    /**
     * In the first delta of a choice only.
     */
    role?: 'assistant';
    content?: string | null;
    refusal?: string | null;
    reasoning?: string | null;
    reasoning_details?: Array<ReasoningDetail>;
    tool_calls?: Array<ToolCallDelta>;
    images?: Array<GeneratedImage>;
    annotations?: Array<Annotation>;
    audio?: SpokenAnswerDelta;
};

/**
 * Parts of `completion_tokens`.
 */
export type CompletionTokensDetails = {
    reasoning_tokens?: number;
    /**
     * Sound.
     */
    audio_tokens?: number;
    /**
     * Generated images.
     */
    image_tokens?: number;
    accepted_prediction_tokens?: number;
    rejected_prediction_tokens?: number;
};

/**
 * A key to be made. Bounds that are left out are those of the key that makes it.
 */
export type CreateKeyRequest = {
    name: string;
    /**
     * `chat` when left out.
     */
    scopes?: Array<KeyScope>;
    expires_at?: string | null;
    /**
     * `provider/model`, bare names, or either with `*` at its end. `null`: any.
     */
    allowed_models?: Array<string> | null;
    /**
     * `null`: any.
     */
    allowed_providers?: Array<string> | null;
    free_models_only?: boolean;
    /**
     * US dollars per million tokens of prompt or answer, of any kind and at any length. A model that costs more, or has no price, is out of bounds. `null`: any price.
     */
    max_price_per_million?: Amount | null;
    /**
     * Addresses and CIDR ranges that it may be used from. `null`: anywhere.
     */
    allowed_ips?: Array<string> | null;
    requests_per_minute?: number | null;
    tokens_per_minute?: number | null;
    /**
     * Requests that run at once.
     */
    concurrency?: number | null;
    /**
     * How old an answer from the response cache may be. `null`: this key has no cache, unless a request asks for it (`x-parley-cache`).
     */
    cache_ttl_seconds?: number | null;
    /**
     * Before a request is sent, an estimate of the most that it can cost is set aside here and in the budgets of the keys above; a model without a known price is out of bounds. `null`: none of its own.
     */
    budget?: KeyBudget | null;
    /**
     * Words of your own, kept with the key.
     */
    tags?: {
        [key: string]: string;
    };
};

/**
 * The key that asks.
 */
export type CurrentKey = {
    /**
     * `null`: the master key, which is bounded by nothing and counted nowhere.
     */
    key: Key | null;
    /**
     * `null`: it has none of its own.
     */
    budget: BudgetState | null;
};

/**
 * A decimal number as text, so that nothing is lost to binary fractions.
 */
export type Decimal = string;

/**
 * The newer name of a system message. Providers that know only `system` get that.
 */
export type DeveloperMessage = {
    role: 'developer';
    content: TextContent;
    /**
     * Who is speaking.
     */
    name?: string | null;
};

/**
 * What to branch on. New codes may come; treat an unknown one by its status.
 */
export type ErrorCode = 'invalid_http_request' | 'invalid_header' | 'method_not_allowed' | 'route_not_found' | 'invalid_json' | 'invalid_utf8' | 'json_too_deep' | 'missing_required_parameter' | 'invalid_parameter' | 'conflicting_parameters' | 'unsupported_parameter' | 'unsupported_by_model' | 'context_length_exceeded' | 'content_policy_violation' | 'upstream_invalid_request' | 'conflicting_credentials' | 'invalid_api_key' | 'insufficient_funds' | 'permission_denied' | 'model_not_found' | 'key_not_found' | 'generation_not_found' | 'request_timeout' | 'idempotency_key_in_use' | 'request_too_large' | 'request_headers_too_large' | 'unsupported_media_type' | 'expectation_failed' | 'idempotency_key_reused' | 'rate_limit_exceeded' | 'upstream_rate_limited' | 'internal_error' | 'contract_violation' | 'upstream_error' | 'upstream_auth_failed' | 'upstream_connect_failed' | 'upstream_dns_failed' | 'upstream_tls_failed' | 'upstream_connection_lost' | 'upstream_empty_response' | 'upstream_event_too_large' | 'upstream_invalid_encoding' | 'upstream_invalid_response' | 'upstream_response_too_large' | 'upstream_stream_interrupted' | 'no_route' | 'gateway_shutdown' | 'overloaded' | 'ledger_unavailable' | 'upstream_overloaded' | 'deadline_exceeded' | 'upstream_connect_timeout' | 'upstream_stream_stalled' | 'upstream_timeout';

/**
 * What was tried before the failure.
 */
export type ErrorMetadata = {
    request_id: string;
    requested_model: string;
    requested_provider: string | null;
    /**
     * Every attempt, in order.
     */
    routing: Array<RoutingAttempt>;
    /**
     * Of a stream that broke: where the `usage` beside its error is from.
     */
    usage_source?: 'provider' | 'estimated';
    price?: PriceRow;
    unpriced?: Unpriced;
};

/**
 * OpenAI's error object, always with its four keys.
 */
export type ErrorObject = {
    /**
     * What was wrong and what to do, for people.
     */
    message: string;
    type: ErrorType;
    /**
     * The field that was wrong, such as `messages[0].content`.
     */
    param: string | null;
    code: ErrorCode;
};

/**
 * Every failure, on every path, has this form.
 */
export type ErrorResponse = {
    error: ErrorObject;
    metadata?: ErrorMetadata;
};

/**
 * The family of the error.
 */
export type ErrorType = 'invalid_request_error' | 'billing_error' | 'permission_denied' | 'timeout_error' | 'rate_limit_error' | 'upstream_error' | 'api_error';

/**
 * A document, as a `data:` URL or by the id it has at the provider.
 */
export type FilePart = {
    type: 'file';
    file: unknown & {
        filename?: string | null;
        /**
         * A `data:` URL.
         */
        file_data?: string;
        /**
         * The provider's id of an uploaded file.
         */
        file_id?: string;
    };
    cache_control?: CacheControl;
};

/**
 * `stop`: the model was done, or met a stop text. `length`: the output cap or the context was reached. `tool_calls`: it waits for the results of its calls. `content_filter`: the provider withheld or refused.
 *
 */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/**
 * A function of yours. The model writes the arguments, you run it and send the result as a `tool` message.
 */
export type FunctionTool = {
    type: 'function';
    function: {
        /**
         * Letters, digits, `_` and `-`, 64 at most.
         */
        name: string;
        /**
         * What it does and when to call it.
         */
        description?: string | null;
        /**
         * JSON Schema of the arguments. Absent means none.
         */
        parameters?: {
            [key: string]: unknown;
        } | null;
        /**
         * Hold the arguments to the schema.
         */
        strict?: boolean | null;
    };
    cache_control?: CacheControl;
};

/**
 * Call this function.
 */
export type FunctionToolChoice = {
    type: 'function';
    function: {
        name: string;
    };
};

/**
 * A generated image.
 */
export type GeneratedImage = {
    type: 'image_url';
    image_url: {
        /**
         * A `data:` URL, or an address that the provider gave.
         */
        url: string;
    };
};

/**
 * A request as it went.
 */
export type Generation = {
    id: string;
    object: 'generation';
    /**
     * `metadata.request_id` of its answer. A caller may give the same one to several requests.
     */
    request_id: string;
    /**
     * The key that asked; `master` for the master key.
     */
    key_id: string;
    created_at: string;
    /**
     * `running`; `completed`; `failed`, also when a stream broke after its first token; `aborted`: the caller hung up; `unknown`: the process that served it ended without a word, and `cost_usd` is an estimate.
     */
    outcome: 'running' | 'completed' | 'failed' | 'aborted' | 'unknown';
    /**
     * The code of the error that the caller got.
     */
    error_code: string | null;
    requested_model: string;
    used_model: string | null;
    used_provider: string | null;
    /**
     * `null`: not known.
     */
    streamed: boolean | null;
    /**
     * Whether the answer came from the response cache.
     */
    cached: boolean;
    /**
     * Every attempt, in order.
     */
    routing: Array<BookedAttempt>;
    /**
     * What the caller was charged for.
     */
    usage: Usage | null;
    usage_source: 'provider' | 'estimated' | null;
    /**
     * What was wrong with the provider's counts: `unreadable`: some are missing, or can't be true; `decreasing`: a later one of a stream was below an earlier one, and the last one stands; `implausible`: far more than any model takes. Others may come. Counts that can't be believed are replaced by an estimate.
     *
     */
    usage_anomalies: Array<string>;
    /**
     * The prices that the cost was computed with.
     */
    price: PriceRow | null;
    /**
     * What the caller pays. `null`: there is no price, or it runs still.
     */
    cost_usd: Decimal | null;
    duration_ms: number | null;
    /**
     * From `x-parley-*` headers.
     */
    labels: {
        [key: string]: string;
    };
    /**
     * The caller's own, from the request.
     */
    metadata: {
        [key: string]: string;
    };
};

/**
 * Requests, newest first.
 */
export type GenerationList = {
    object: 'list';
    data: Array<Generation>;
    /**
     * `cursor` of the next page. `null`: this is the last.
     */
    next_cursor: string | null;
};

/**
 * The state of the process.
 */
export type Health = {
    status: 'ok';
};

/**
 * The form of generated images, for models that draw.
 */
export type ImageConfig = {
    /**
     * Width to height, as `16:9`.
     */
    aspect_ratio?: string | null;
    /**
     * In the model’s own words, as `2K`.
     */
    image_size?: string | null;
    /**
     * In the model’s own words, as `high`.
     */
    image_quality?: string | null;
    /**
     * How many.
     */
    n?: number | null;
    /**
     * The same seed and prompt give much the same image, where a model has one.
     */
    seed?: number | null;
} | null;

/**
 * An image, by address or as a `data:` URL.
 */
export type ImagePart = {
    type: 'image_url';
    image_url: {
        /**
         * `https:`, `http:` where the provider fetches it itself, or `data:`. A `data:` URL works with every provider that takes images.
         */
        url: string;
        /**
         * How closely the model looks.
         */
        detail?: 'auto' | 'low' | 'high' | 'original' | null;
    };
    cache_control?: CacheControl;
};

/**
 * An API key, without its secret.
 */
export type Key = {
    id: string;
    object: 'key';
    /**
     * How its secret begins.
     */
    prefix: string;
    created_at: string;
    /**
     * The key that made it. `null`: the master key.
     */
    created_by: string | null;
    revoked_at: string | null;
    name: string;
    scopes: Array<KeyScope>;
    expires_at: string | null;
    /**
     * `provider/model`, bare names, or either with `*` at its end. `null`: any.
     */
    allowed_models: Array<string> | null;
    /**
     * `null`: any.
     */
    allowed_providers: Array<string> | null;
    free_models_only: boolean;
    /**
     * US dollars per million tokens of prompt or answer, of any kind and at any length. A model that costs more, or has no price, is out of bounds. `null`: any price.
     */
    max_price_per_million: Decimal | null;
    /**
     * Addresses and CIDR ranges that it may be used from. `null`: anywhere.
     */
    allowed_ips: Array<string> | null;
    requests_per_minute: number | null;
    tokens_per_minute: number | null;
    /**
     * Requests that run at once.
     */
    concurrency: number | null;
    /**
     * How old an answer from the response cache may be. `null`: this key has no cache, unless a request asks for it (`x-parley-cache`).
     */
    cache_ttl_seconds: number | null;
    /**
     * Before a request is sent, an estimate of the most that it can cost is set aside here and in the budgets of the keys above; a model without a known price is out of bounds. `null`: none of its own.
     */
    budget: KeyBudget | null;
    /**
     * Words of your own, kept with the key.
     */
    tags: {
        [key: string]: string;
    };
};

/**
 * What a key may spend, and how often that starts anew (UTC; weeks begin on Monday; `total` never).
 */
export type KeyBudget = {
    /**
     * A million at most.
     */
    limit_usd: Amount;
    window: 'day' | 'week' | 'month' | 'total';
};

/**
 * Keys, newest first.
 */
export type KeyList = {
    object: 'list';
    data: Array<Key>;
    /**
     * `cursor` of the next page. `null`: this is the last.
     */
    next_cursor: string | null;
};

/**
 * `chat`: ask models. `keys`: make keys below its own and manage those. `admin`: everything, also what is others'.
 *
 */
export type KeyScope = 'chat' | 'keys' | 'admin';

/**
 * A key, and its secret for the only time.
 */
export type KeyWithSecret = {
    /**
     * Keep it: it is shown only here.
     */
    secret: string;
    key: Key;
};

/**
 * A model as one provider serves it.
 */
export type Model = {
    /**
     * `provider/canonical-id`. Send it as `model`.
     */
    id: string;
    object: 'model';
    /**
     * Seconds since 1970.
     */
    created: number;
    /**
     * The provider.
     */
    owned_by: string;
    /**
     * The name without provider. Send it as `model` to let the gateway pick the provider.
     */
    canonical_slug: string;
    /**
     * For people.
     */
    name: string;
    description: string;
    /**
     * Tokens of prompt and answer together. `null`: not known.
     */
    context_length: number | null;
    architecture: {
        modality: string;
        input_modalities: Array<'text' | 'image' | 'audio' | 'file' | 'video'>;
        output_modalities: Array<'text' | 'image' | 'audio'>;
        tokenizer: string | null;
        instruct_type: string | null;
    };
    pricing: ModelPricing;
    top_provider: {
        context_length: number | null;
        max_completion_tokens: number | null;
        is_moderated: boolean;
    };
    per_request_limits: {
        [key: string]: unknown;
    } | null;
    /**
     * Request fields that reach this model.
     */
    supported_parameters: Array<string>;
    default_parameters: {
        [key: string]: unknown;
    } | null;
    abilities: ModelAbilities;
    /**
     * Every price is zero.
     */
    free: boolean;
    /**
     * Whether its provider is switched on here.
     */
    available: boolean;
    deprecated_at: string | null;
};

/**
 * What the model can do at this provider.
 */
export type ModelAbilities = {
    streaming: boolean;
    tools: boolean;
    parallel_tools: boolean;
    vision: boolean;
    audio_input: boolean;
    documents: boolean;
    json_object: boolean;
    json_schema: boolean;
    web_search: boolean;
    image_output: boolean;
    reasoning: ModelReasoning | null;
};

/**
 * All models, ordered by id.
 */
export type ModelList = {
    object: 'list';
    data: Array<Model>;
};

/**
 * Decimal strings, US dollars: for one token, one request, one search, one picture. `null`: the price is not known.
 */
export type ModelPricing = {
    prompt: Decimal;
    completion: Decimal;
    request?: Decimal;
    input_cache_read?: Decimal;
    input_cache_write?: Decimal;
    input_cache_write_1h?: Decimal;
    input_audio?: Decimal;
    output_audio?: Decimal;
    input_image?: Decimal;
    output_image?: Decimal;
    image?: Decimal;
    web_search?: Decimal;
    internal_reasoning?: Decimal;
    /**
     * Prices that replace those above when the prompt is longer than this.
     */
    tiers?: Array<ModelPricingTier>;
    as_of?: string;
    source?: string;
} | null;

export type ModelPricingTier = {
    above_prompt_tokens: number;
    prompt?: Decimal;
    completion?: Decimal;
    input_cache_read?: Decimal;
    input_cache_write?: Decimal;
    input_cache_write_1h?: Decimal;
    input_audio?: Decimal;
    output_audio?: Decimal;
};

/**
 * How the model's reasoning is steered. `null` stands for a model that does not reason.
 */
export type ModelReasoning = {
    /**
     * Values of `reasoning_effort` that it takes. Empty when it has none.
     */
    efforts: Array<'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'>;
    /**
     * Whether it takes `reasoning.max_tokens`.
     */
    budget: boolean;
    /**
     * The smallest budget.
     */
    budget_min?: number;
    /**
     * The largest budget.
     */
    budget_max?: number;
    /**
     * Whether it always reasons.
     */
    mandatory: boolean;
};

/**
 * A choice that names tools.
 */
export type NamedToolChoice = ({
    type: 'function';
} & FunctionToolChoice) | ({
    type: 'web_search';
} & WebSearchToolChoice) | ({
    type: 'allowed_tools';
} & AllowedToolsChoice);

/**
 * Something the gateway does to the answer. An unknown id is a 400.
 */
export type Plugin = {
    /**
     * `response-healing` mends broken JSON in the text of an answer whose `response_format` asks for JSON, and says in `metadata.plugins` what it did. JSON that is valid stays as it is to the byte, nothing is invented, and `finish_reason` stays. A stream is passed on while it is the beginning of JSON; what is broken is held back until its end. The arguments of tool calls are not mended.
     */
    id: 'response-healing';
    /**
     * `false` turns it off.
     */
    enabled?: boolean | null;
};

/**
 * What a plugin did to this answer.
 */
export type PluginReport = {
    /**
     * Whether the answer was changed.
     */
    applied: boolean;
    /**
     * What was done, of all choices together. `markdown_extraction` and `mixed_content_extraction` left out what stood around the JSON, a code fence or other text; `syntax_fix` wrote as JSON what was not written so; `truncation_completion` closed what was open at the end, and left out a key, a number or a word that may not have come whole.
     */
    methods?: Array<'markdown_extraction' | 'mixed_content_extraction' | 'syntax_fix' | 'truncation_completion'> | null;
    /**
     * Why it was not, if that needs saying.
     */
    note?: string | null;
};

/**
 * Text of which much will come again, to speed the answer up.
 */
export type Prediction = {
    type: 'content';
    content: TextContent;
} | null;

/**
 * The prices that the cost was computed with, so that you can do it again. Decimal strings, US dollars. Where prices depend on the length of the prompt, these are the ones for yours.
 *
 */
export type PriceRow = {
    /**
     * Provider, model and date: the name of this row in the catalogue.
     */
    id: string;
    /**
     * When the price was read.
     */
    as_of: string;
    /**
     * Where it was read.
     */
    source: string;
    input_per_million: Decimal;
    output_per_million: Decimal;
    cached_input_per_million?: Decimal;
    cache_write_per_million?: Decimal;
    cache_write_1h_per_million?: Decimal;
    audio_input_per_million?: Decimal;
    audio_output_per_million?: Decimal;
    image_input_per_million?: Decimal;
    image_output_per_million?: Decimal;
    per_image?: Decimal;
    per_request?: Decimal;
    per_web_search?: Decimal;
};

/**
 * Parts of `prompt_tokens`.
 */
export type PromptTokensDetails = {
    /**
     * Read from the provider's cache.
     */
    cached_tokens?: number;
    /**
     * Written to the provider's cache.
     */
    cache_write_tokens?: number;
    /**
     * Of these, what is kept for an hour.
     */
    cache_write_1h_tokens?: number;
    /**
     * Sound.
     */
    audio_tokens?: number;
    /**
     * Images.
     */
    image_tokens?: number;
};

/**
 * Reasoning in one form for every provider.
 */
export type Reasoning = {
    effort?: ReasoningEffort;
    /**
     * The tokens to reason with. Overrides every effort. A 400 where the model has no such budget, or the output cap no room for it; else raised or lowered to the model's own bounds.
     */
    max_tokens?: number | null;
    /**
     * `false` turns reasoning off, a 400 where that can't be done. `true` turns it on, without an effort at the model's effort that is nearest to `medium`.
     */
    enabled?: boolean | null;
    /**
     * Leave the reasoning out of the answer. It is still generated and paid for.
     */
    exclude?: boolean | null;
    /**
     * How much of the reasoning is told, where a provider tells a summary of it.
     */
    summary?: 'auto' | 'concise' | 'detailed' | null;
    /**
     * `pro` works longer on an answer, at providers that have such a mode.
     */
    mode?: 'standard' | 'pro' | null;
} | null;

/**
 * A piece of reasoning, with what its provider needs to take it back. Send it back unchanged.
 */
export type ReasoningDetail = ({
    type: 'reasoning.text';
} & ReasoningText) | ({
    type: 'reasoning.summary';
} & ReasoningSummary) | ({
    type: 'reasoning.encrypted';
} & ReasoningEncrypted);

/**
 * How much a reasoning model reasons. `none` turns reasoning off where that can be done.
 */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' | null;

/**
 * Reasoning that only its provider can read.
 */
export type ReasoningEncrypted = {
    type: 'reasoning.encrypted';
    data: string | null;
    id?: string | null;
    /**
     * Whose reasoning it is, for instance `anthropic-claude-v1`.
     */
    format?: string | null;
    /**
     * Its place among the pieces.
     */
    index?: number | null;
};

/**
 * A summary of reasoning that is kept secret.
 */
export type ReasoningSummary = {
    type: 'reasoning.summary';
    summary: string | null;
    id?: string | null;
    /**
     * Whose reasoning it is, for instance `anthropic-claude-v1`.
     */
    format?: string | null;
    /**
     * Its place among the pieces.
     */
    index?: number | null;
};

/**
 * Reasoning in plain words, signed by some providers.
 */
export type ReasoningText = {
    type: 'reasoning.text';
    text: string | null;
    signature?: string | null;
    id?: string | null;
    /**
     * Whose reasoning it is, for instance `anthropic-claude-v1`.
     */
    format?: string | null;
    /**
     * Its place among the pieces.
     */
    index?: number | null;
};

/**
 * A refusal in the model's words.
 */
export type RefusalPart = {
    type: 'refusal';
    refusal: string;
};

/**
 * The form of the answer.
 */
export type ResponseFormat = ResponseFormatObject | null;

/**
 * Some JSON object. Say in the messages which.
 */
export type ResponseFormatJsonObject = {
    type: 'json_object';
};

/**
 * JSON that fits a schema.
 */
export type ResponseFormatJsonSchema = {
    type: 'json_schema';
    json_schema: {
        name: string;
        description?: string | null;
        /**
         * JSON Schema of the answer.
         */
        schema?: {
            [key: string]: unknown;
        } | null;
        /**
         * Hold the answer to the schema.
         */
        strict?: boolean | null;
    };
};

/**
 * The form of the answer. `type` says which kind.
 */
export type ResponseFormatObject = ({
    type: 'text';
} & ResponseFormatText) | ({
    type: 'json_object';
} & ResponseFormatJsonObject) | ({
    type: 'json_schema';
} & ResponseFormatJsonSchema);

/**
 * Plain text, the default.
 */
export type ResponseFormatText = {
    type: 'text';
};

/**
 * How to replace a secret.
 */
export type RotateKeyRequest = {
    /**
     * How long the secret before goes on working. 0 when it is left out: it ends at once.
     */
    overlap_seconds?: number;
};

/**
 * A place that could serve the request.
 */
export type RouteCandidate = {
    /**
     * The name in `model` or `models` that led here.
     */
    requested_model: string;
    provider: string;
    /**
     * The canonical id, without provider.
     */
    model: string;
    /**
     * Whether it would be tried first.
     */
    chosen: boolean;
    /**
     * For an answer of usual length; for comparison, not for a bill. `null`: no known price.
     */
    expected_cost_usd: number | null;
    /**
     * The sum of its parts; the lowest wins among places that are equally well. With `auto`, models are compared by expected cost first, and only places of one model by score.
     */
    score: number;
    score_parts: ScoreParts;
    health: TargetHealth;
};

/**
 * Places that can't serve the request, all for one reason.
 */
export type RouteDrop = {
    /**
     * The name in `model` or `models` that led here.
     */
    requested_model: string;
    /**
     * The field that asks for what they lack, be it by its absence: without `modalities`, text is asked for. `model` where it is a rule of the key or of `auto`.
     */
    param: string;
    reason: string;
    /**
     * As `provider/model`.
     */
    targets: Array<string>;
};

/**
 * Where a request would go, and why.
 */
export type RouteExplanation = {
    /**
     * `model`, as you sent it.
     */
    requested_model: string;
    /**
     * Its provider prefix, or `null` for a bare name or `auto`.
     */
    requested_provider: string | null;
    /**
     * The place that would be tried first, as `provider/model`.
     */
    chosen: string;
    selection: Selection;
    /**
     * Whether the other candidates would be tried after it. `x-no-fallback` turns that off.
     */
    fallback: boolean;
    /**
     * A rough estimate.
     */
    prompt_tokens: number;
    /**
     * In the order in which they would be tried.
     */
    candidates: Array<RouteCandidate>;
    /**
     * Everything else that the names stand for, by the first reason that ruled it out.
     */
    dropped: Array<RouteDrop>;
};

/**
 * One call of a provider.
 */
export type RoutingAttempt = {
    provider: string;
    /**
     * The name that was sent to the provider.
     */
    model: string;
    /**
     * The status of the provider. 0 when it gave none.
     */
    status_code: number;
    /**
     * `none`, `network_error` (no HTTP answer), `timeout`, `rate_limited`, `upstream_error`; others may come.
     *
     */
    error_type: string;
    succeeded: boolean;
    /**
     * To the first token of a stream, or to the end of a whole answer or a failure.
     */
    duration_ms: number;
};

/**
 * What the score is the sum of. Each part is a weight times how far the place is behind the best one; what was not measured counts as the best.
 */
export type ScoreParts = {
    /**
     * Of the expected cost. No known price counts as the worst.
     */
    price: number;
    uptime: number;
    throughput: number;
    /**
     * Of the time to the first token. Only streams wait for it.
     */
    latency: number;
    /**
     * A penalty that grows steeply below an uptime of 0.95.
     */
    low_uptime: number;
};

/**
 * Why the first place to be tried is that one.
 *
 * - `pinned`: you named the provider.
 * - `rerouted_low_uptime`: you named the provider, its latest calls failed too often, and another one serves the same model better.
 * - `only_candidate`: nobody else was left.
 * - `cheapest`: its model has the lowest expected cost.
 * - `weighted_score`: it has the best score of price, uptime, throughput and time to first token.
 * - `sticky`: this session goes there.
 * - `exploration`: now and then another place is tried, so that its speed is known. An explanation never explores.
 *
 */
export type Selection = string;

/**
 * The answer as sound.
 */
export type SpokenAnswer = {
    id: string;
    /**
     * The sound in base64.
     */
    data?: string;
    transcript?: string;
    expires_at?: number;
} | null;

/**
 * A piece of the answer as sound.
 */
export type SpokenAnswerDelta = {
    id?: string;
    /**
     * Sound in base64.
     */
    data?: string;
    transcript?: string;
    expires_at?: number;
} | null;

/**
 * Up to four texts at which the answer ends. They are not part of it. An empty list means none.
 */
export type Stop = string | Array<string> | null;

/**
 * Options of a stream.
 */
export type StreamOptions = {
    /**
     * Usage is always in the last chunk, whatever stands here.
     */
    include_usage?: boolean | null;
    /**
     * Padding against traffic analysis at providers that have it. The gateway takes it off.
     */
    include_obfuscation?: boolean | null;
} | null;

/**
 * Instructions that stand above the conversation.
 */
export type SystemMessage = {
    role: 'system';
    content: TextContent;
    /**
     * Who is speaking.
     */
    name?: string | null;
};

/**
 * What is known of a place from its latest calls. Old ones fade.
 */
export type TargetHealth = {
    /**
     * `cooling`: it limits requests. `broken`: it failed too often, or refuses our credentials. Neither is tried before the others.
     */
    state: 'ready' | 'cooling' | 'broken';
    /**
     * 0 when it is ready.
     */
    ready_in_ms: number;
    /**
     * Share of calls that succeeded; 1 where nothing was measured.
     */
    uptime: number;
    /**
     * How many calls this rests on, faded ones in part.
     */
    calls: number;
    /**
     * To the first token of a stream. `null`: not measured.
     */
    first_token_ms: number | null;
    /**
     * Behind the first token. `null`: not measured.
     */
    tokens_per_second: number | null;
};

/**
 * Text, or parts of text.
 */
export type TextContent = string | Array<TextPart>;

/**
 * Text.
 */
export type TextPart = {
    type: 'text';
    text: string;
    cache_control?: CacheControl;
};

/**
 * A token, and what it competed with.
 */
export type TokenLogprob = {
    token: string;
    logprob: number;
    bytes: Array<number> | null;
    top_logprobs: Array<TopLogprob>;
};

/**
 * Something the model may call. `type` says which kind.
 */
export type Tool = ({
    type: 'function';
} & FunctionTool) | ({
    type: 'web_search';
} & WebSearchTool);

/**
 * A call of one of your functions.
 */
export type ToolCall = {
    /**
     * Send it back as `tool_call_id`.
     */
    id: string;
    type: 'function';
    function: {
        name: string;
        /**
         * JSON as the model wrote it. Models err; parse with care.
         */
        arguments: string;
    };
};

/**
 * A piece of a tool call. The first piece of a call has `id`, `type` and `function.name`; later ones have `index` and more of `function.arguments`.
 *
 */
export type ToolCallDelta = {
    /**
     * Which call this belongs to, counted from 0 without gaps.
     */
    index: number;
    id?: string;
    type?: 'function';
    function?: {
        name?: string;
        arguments?: string;
    };
};

/**
 * `auto` (the default): the model decides. `none`: no calls, and no web search. `required`: at least one. Or one named tool, or a set of allowed ones.
 */
export type ToolChoice = 'auto' | 'none' | 'required' | NamedToolChoice | null;

/**
 * The result of a tool call.
 */
export type ToolMessage = {
    role: 'tool';
    content: TextContent;
    /**
     * The `id` of the call that this answers.
     */
    tool_call_id: string;
    /**
     * The tool's name.
     */
    name?: string | null;
};

/**
 * A token that could have come.
 */
export type TopLogprob = {
    token: string;
    logprob: number;
    bytes: Array<number> | null;
};

/**
 * Why there is no cost: what was charged for and has no known price. `model` where nothing of it has.
 *
 * Others are `web_searches`, `cache_write_tokens`, `cache_write_1h_tokens`, `audio_input_tokens`, `audio_output_tokens`, `cached_audio_tokens`, `image_output_tokens`, `prompt_media` (images, sound and files in a prompt whose tokens had to be estimated), `service_tier:flex` and the like (an answer served at another than the standard tier), and what else providers charge for; others may come.
 *
 */
export type Unpriced = Array<string>;

/**
 * What to change of a key.
 */
export type UpdateKeyRequest = {
    name?: string;
    scopes?: Array<KeyScope>;
    expires_at?: string | null;
    /**
     * `provider/model`, bare names, or either with `*` at its end. `null`: any.
     */
    allowed_models?: Array<string> | null;
    /**
     * `null`: any.
     */
    allowed_providers?: Array<string> | null;
    free_models_only?: boolean;
    /**
     * US dollars per million tokens of prompt or answer, of any kind and at any length. A model that costs more, or has no price, is out of bounds. `null`: any price.
     */
    max_price_per_million?: Amount | null;
    /**
     * Addresses and CIDR ranges that it may be used from. `null`: anywhere.
     */
    allowed_ips?: Array<string> | null;
    requests_per_minute?: number | null;
    tokens_per_minute?: number | null;
    /**
     * Requests that run at once.
     */
    concurrency?: number | null;
    /**
     * How old an answer from the response cache may be. `null`: this key has no cache, unless a request asks for it (`x-parley-cache`).
     */
    cache_ttl_seconds?: number | null;
    /**
     * Before a request is sent, an estimate of the most that it can cost is set aside here and in the budgets of the keys above; a model without a known price is out of bounds. `null`: none of its own.
     */
    budget?: KeyBudget | null;
    /**
     * Words of your own, kept with the key, in place of those that were.
     */
    tags?: {
        [key: string]: string;
    };
};

/**
 * Tokens and money of this request. Cached tokens are inside `prompt_tokens`, reasoning tokens are inside `completion_tokens`.
 *
 * Cost is in US dollars. Each count is charged once: tokens of a kind that has a price of its own are taken out of the plain ones. Each product of a count and a price is rounded to the picodollar, half up, and the total is the sum of its parts exactly. When the price of anything that was charged for isn't known there is no cost at all, and `metadata.unpriced` says why: unknown is not zero. Rules U1 to U9.
 *
 * An answer from the response cache (`metadata.cached`) tells the tokens that it took when it was made, and costs 0.
 *
 * A provider that failed costs you nothing, whatever it charged. Of a stream that broke after it began you are told, and charged, what was used until then.
 *
 */
export type Usage = {
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
    /**
     * The same as `completion_tokens_details.reasoning_tokens`.
     */
    reasoning_tokens?: number;
    prompt_tokens_details?: PromptTokensDetails;
    completion_tokens_details?: CompletionTokensDetails;
    /**
     * What the provider charges for of the prompt, where it counts that apart (Cohere). All of it at the price of input.
     */
    billed_prompt_tokens?: number;
    /**
     * The same of the completion.
     */
    billed_completion_tokens?: number;
    /**
     * Searches that were made and are charged.
     */
    web_searches?: number;
    /**
     * Images in the answer.
     */
    generated_images?: number;
    /**
     * The sum of the parts.
     */
    cost_usd_total?: number;
    /**
     * Prompt tokens that are in no other part, times `input_per_million`. Or `billed_prompt_tokens`, where they are given.
     *
     */
    cost_usd_input?: number;
    /**
     * Completion tokens that are in no other part, reasoning included, times `output_per_million`. Or as many of `billed_completion_tokens`.
     *
     */
    cost_usd_output?: number;
    /**
     * `cached_tokens` times `cached_input_per_million`, or `input_per_million` where that is not given. 0 where the provider says what it bills.
     *
     */
    cost_usd_cached_input?: number;
    /**
     * `cache_write_tokens` times `cache_write_per_million`; of these `cache_write_1h_tokens` times `cache_write_1h_per_million` instead.
     *
     */
    cost_usd_cache_write?: number;
    /**
     * `per_request`: the price of the request itself.
     */
    cost_usd_request?: number;
    /**
     * `web_searches` times `per_web_search`.
     */
    cost_usd_web_search?: number;
    /**
     * `audio_tokens` of the prompt times `audio_input_per_million`.
     */
    cost_usd_audio_input?: number;
    /**
     * `audio_tokens` of the completion times `audio_output_per_million`.
     */
    cost_usd_audio_output?: number;
    /**
     * `image_tokens` of the prompt times `image_input_per_million`, where images have a price of their own.
     */
    cost_usd_image_input?: number;
    /**
     * `image_tokens` of the completion times `image_output_per_million`; without that price, `generated_images` times `per_image`.
     *
     */
    cost_usd_image_output?: number;
};

/**
 * The same table as CSV (RFC 4180), with the names of the fields in its first line.
 */
export type UsageCsv = string;

/**
 * Sums of usage, ordered by what they are summed up by.
 */
export type UsageReport = {
    object: 'list';
    data: Array<UsageSum>;
};

/**
 * What the requests of one group used together.
 */
export type UsageSum = {
    /**
     * UTC.
     */
    day?: string;
    key_id?: string;
    /**
     * `provider/model`. `null`: nobody answered.
     */
    model?: string | null;
    provider?: string | null;
    /**
     * `null`: without this label.
     */
    label?: string | null;
    requests: number;
    /**
     * Of those: that did not come to their end.
     */
    failed_requests: number;
    /**
     * Of those: that have no price, and are missing in `cost_usd`.
     */
    unpriced_requests: number;
    prompt_tokens: number;
    completion_tokens: number;
    cached_tokens: number;
    reasoning_tokens: number;
    cost_usd: Decimal;
};

/**
 * One part of a user's message. `type` says which kind.
 */
export type UserContentPart = ({
    type: 'text';
} & TextPart) | ({
    type: 'image_url';
} & ImagePart) | ({
    type: 'input_audio';
} & AudioPart) | ({
    type: 'file';
} & FilePart);

/**
 * What the user says or shows.
 */
export type UserMessage = {
    role: 'user';
    /**
     * Text, or parts of text, images, audio and files.
     */
    content: string | Array<UserContentPart>;
    /**
     * Who is speaking.
     */
    name?: string | null;
};

/**
 * OpenAI's way to ask for web search. The same as a `web_search` tool with these options.
 */
export type WebSearchOptions = {
    user_location?: {
        type: 'approximate';
        approximate: {
            city?: string | null;
            region?: string | null;
            country?: string | null;
            timezone?: string | null;
        };
    } | null;
    search_context_size?: 'low' | 'medium' | 'high' | null;
} | null;

/**
 * The provider's own web search. Sources come back as `annotations`.
 */
export type WebSearchTool = {
    type: 'web_search';
    /**
     * Where the user is, roughly.
     */
    user_location?: {
        type?: 'approximate' | null;
        city?: string | null;
        region?: string | null;
        /**
         * Two letters of ISO 3166-1.
         */
        country?: string | null;
        /**
         * A name of the IANA time zone database.
         */
        timezone?: string | null;
    } | null;
    /**
     * How much of what was found is read.
     */
    search_context_size?: 'low' | 'medium' | 'high' | null;
    /**
     * The most searches for one answer.
     */
    max_uses?: number | null;
    /**
     * Only these are searched, as `example.com`.
     */
    allowed_domains?: Array<string> | null;
    /**
     * These are not searched.
     */
    blocked_domains?: Array<string> | null;
};

/**
 * Search the web.
 */
export type WebSearchToolChoice = {
    type: 'web_search';
};

/**
 * `false` lists everything the catalogue knows, also from providers that are not switched on.
 */
export type Available = 'true' | 'false';

/**
 * Where the page before ended: its `next_cursor`.
 */
export type Cursor = string;

/**
 * Only requests of this key.
 */
export type FilterKeyId = string;

/**
 * Only requests that this model answered: `provider/model`, or a bare name.
 */
export type FilterModel = string;

/**
 * Only requests that ended so.
 */
export type FilterOutcome = 'running' | 'completed' | 'failed' | 'aborted' | 'unknown';

/**
 * Only requests that this provider answered.
 */
export type FilterProvider = string;

/**
 * `csv` for a table with a header line.
 */
export type Format = 'json' | 'csv';

/**
 * The `id` of a request, or its `request_id`: then the last that had it.
 */
export type GenerationId = string;

/**
 * What to sum up by, one or several with commas between. Left out: one sum of all.
 */
export type GroupBy = string;

/**
 * A word of your own for this request. While it is remembered (ten minutes unless configured otherwise) the same body under the same key gets the answer that it got the first time, byte by byte, a stream too, and is charged once: `idempotent-replayed: true` says so, and `x-request-id` is that of the first. While the first still runs: 409 `idempotency_key_in_use`, to be sent again. Another body: 422 `idempotency_key_reused`.
 *
 * A request that failed, broke off, or whose caller hung up before its answer was complete leaves its key free: sent again it is a new one. Each API key has keys of its own.
 *
 */
export type IdempotencyKey = string;

/**
 * The id of a key.
 */
export type KeyId = string;

/**
 * The label whose values `group_by=label` sums up by.
 */
export type Label = string;

/**
 * How many at most, 1 to 100. 20 when it is left out.
 */
export type Limit = string;

/**
 * A model's id. It holds a slash (`openai/gpt-4o`), sent as it is or as `%2F`. A bare name gives the model of the first provider, by name, that serves it.
 */
export type Model2 = string;

/**
 * Only requests from this moment on, ISO 8601.
 */
export type Since = string;

/**
 * Only requests before this moment, ISO 8601.
 */
export type Until = string;

/**
 * `true` turns rerouting and fallback off: one target, and its failure is yours to see.
 */
export type XNoFallback = 'true' | 'false';

/**
 * Whether an answer that this API key got before will do. `on`: one as old as `cache_ttl_seconds` of the key allows, or the configuration. A number: one at most so many seconds old. `off`: none, and this one isn't kept either. Without the header the key decides, and without its word it is off.
 *
 * The same request is one whose body says the same, the order of fields, and `user`, `metadata`, `store`, `safety_identifier` and what concerns providers' own caches aside. Only answers that came to their own end are kept. One from the cache costs 0, `metadata.cached` is `true`, and it counts against the limits of requests, but neither of tokens nor of budgets.
 *
 */
export type XParleyCache = string;

/**
 * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
 */
export type XRequestId = string;

/**
 * The conversation that this request belongs to. Requests of one session go to the same place while it is healthy, so that the provider's prompt cache is hit. Wins over `prompt_cache_key`.
 *
 */
export type XSessionId = string;

export type CreateChatCompletionData = {
    body: ChatCompletionRequest;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
        /**
         * `true` turns rerouting and fallback off: one target, and its failure is yours to see.
         */
        'x-no-fallback'?: 'true' | 'false';
        /**
         * The conversation that this request belongs to. Requests of one session go to the same place while it is healthy, so that the provider's prompt cache is hit. Wins over `prompt_cache_key`.
         *
         */
        'x-session-id'?: string;
        /**
         * A word of your own for this request. While it is remembered (ten minutes unless configured otherwise) the same body under the same key gets the answer that it got the first time, byte by byte, a stream too, and is charged once: `idempotent-replayed: true` says so, and `x-request-id` is that of the first. While the first still runs: 409 `idempotency_key_in_use`, to be sent again. Another body: 422 `idempotency_key_reused`.
         *
         * A request that failed, broke off, or whose caller hung up before its answer was complete leaves its key free: sent again it is a new one. Each API key has keys of its own.
         *
         */
        'idempotency-key'?: string;
        /**
         * Whether an answer that this API key got before will do. `on`: one as old as `cache_ttl_seconds` of the key allows, or the configuration. A number: one at most so many seconds old. `off`: none, and this one isn't kept either. Without the header the key decides, and without its word it is off.
         *
         * The same request is one whose body says the same, the order of fields, and `user`, `metadata`, `store`, `safety_identifier` and what concerns providers' own caches aside. Only answers that came to their own end are kept. One from the cache costs 0, `metadata.cached` is `true`, and it counts against the limits of requests, but neither of tokens nor of budgets.
         *
         */
        'x-parley-cache'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/chat/completions';
};

export type CreateChatCompletionErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The budget of the key is spent. Waiting does not help: `x-should-retry: false`.
     */
    402: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * The request did not arrive in time.
     */
    408: ErrorResponse;
    /**
     * A request with the same idempotency key is still running.
     */
    409: ErrorResponse;
    /**
     * The body is larger than this gateway takes.
     */
    413: ErrorResponse;
    /**
     * The body is not `application/json` in UTF-8, or it is compressed.
     */
    415: ErrorResponse;
    /**
     * The idempotency key was used before, with another body; or its answer was too large to be kept.
     */
    422: ErrorResponse;
    /**
     * A limit is reached: the rate of this key (`rate_limit_exceeded`), or that of every provider tried (`upstream_rate_limited`).
     */
    429: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * A provider could not be reached, or answered with what is no answer. `metadata.routing` lists what was tried.
     */
    502: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
    /**
     * A provider did not answer in time. `metadata.routing` lists what was tried.
     */
    504: ErrorResponse;
};

export type CreateChatCompletionError = CreateChatCompletionErrors[keyof CreateChatCompletionErrors];

export type CreateChatCompletionResponses = {
    /**
     * The answer, whole or as a stream, whichever `stream` asked for.
     */
    200: ChatCompletion;
};

export type CreateChatCompletionResponse = CreateChatCompletionResponses[keyof CreateChatCompletionResponses];

export type ExplainRouteData = {
    body: ChatCompletionRequest;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
        /**
         * `true` turns rerouting and fallback off: one target, and its failure is yours to see.
         */
        'x-no-fallback'?: 'true' | 'false';
        /**
         * The conversation that this request belongs to. Requests of one session go to the same place while it is healthy, so that the provider's prompt cache is hit. Wins over `prompt_cache_key`.
         *
         */
        'x-session-id'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/route';
};

export type ExplainRouteErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * The request did not arrive in time.
     */
    408: ErrorResponse;
    /**
     * The body is larger than this gateway takes.
     */
    413: ErrorResponse;
    /**
     * The body is not `application/json` in UTF-8, or it is compressed.
     */
    415: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type ExplainRouteError = ExplainRouteErrors[keyof ExplainRouteErrors];

export type ExplainRouteResponses = {
    /**
     * The choice, and how it came about.
     */
    200: RouteExplanation;
};

export type ExplainRouteResponse = ExplainRouteResponses[keyof ExplainRouteResponses];

export type ListModelsData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: {
        /**
         * `false` lists everything the catalogue knows, also from providers that are not switched on.
         */
        available?: 'true' | 'false';
    };
    url: '/v1/models';
};

export type ListModelsErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type ListModelsError = ListModelsErrors[keyof ListModelsErrors];

export type ListModelsResponses = {
    /**
     * The models, ordered by id.
     */
    200: ModelList;
};

export type ListModelsResponse = ListModelsResponses[keyof ListModelsResponses];

export type GetModelData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path: {
        /**
         * A model's id. It holds a slash (`openai/gpt-4o`), sent as it is or as `%2F`. A bare name gives the model of the first provider, by name, that serves it.
         */
        model: string;
    };
    query?: never;
    url: '/v1/models/{model}';
};

export type GetModelErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type GetModelError = GetModelErrors[keyof GetModelErrors];

export type GetModelResponses = {
    /**
     * The model.
     */
    200: Model;
};

export type GetModelResponse = GetModelResponses[keyof GetModelResponses];

export type ListKeysData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: {
        /**
         * Where the page before ended: its `next_cursor`.
         */
        cursor?: string;
        /**
         * How many at most, 1 to 100. 20 when it is left out.
         */
        limit?: string;
    };
    url: '/v1/keys';
};

export type ListKeysErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type ListKeysError = ListKeysErrors[keyof ListKeysErrors];

export type ListKeysResponses = {
    /**
     * A page of keys.
     */
    200: KeyList;
};

export type ListKeysResponse = ListKeysResponses[keyof ListKeysResponses];

export type CreateKeyData = {
    body: CreateKeyRequest;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/keys';
};

export type CreateKeyErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * The request did not arrive in time.
     */
    408: ErrorResponse;
    /**
     * The body is larger than this gateway takes.
     */
    413: ErrorResponse;
    /**
     * The body is not `application/json` in UTF-8, or it is compressed.
     */
    415: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type CreateKeyError = CreateKeyErrors[keyof CreateKeyErrors];

export type CreateKeyResponses = {
    /**
     * The key and its secret.
     */
    201: KeyWithSecret;
};

export type CreateKeyResponse = CreateKeyResponses[keyof CreateKeyResponses];

export type RevokeKeyData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path: {
        /**
         * The id of a key.
         */
        key_id: string;
    };
    query?: never;
    url: '/v1/keys/{key_id}';
};

export type RevokeKeyErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type RevokeKeyError = RevokeKeyErrors[keyof RevokeKeyErrors];

export type RevokeKeyResponses = {
    /**
     * The key, revoked.
     */
    200: Key;
};

export type RevokeKeyResponse = RevokeKeyResponses[keyof RevokeKeyResponses];

export type GetKeyData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path: {
        /**
         * The id of a key.
         */
        key_id: string;
    };
    query?: never;
    url: '/v1/keys/{key_id}';
};

export type GetKeyErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type GetKeyError = GetKeyErrors[keyof GetKeyErrors];

export type GetKeyResponses = {
    /**
     * The key.
     */
    200: Key;
};

export type GetKeyResponse = GetKeyResponses[keyof GetKeyResponses];

export type UpdateKeyData = {
    body: UpdateKeyRequest;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path: {
        /**
         * The id of a key.
         */
        key_id: string;
    };
    query?: never;
    url: '/v1/keys/{key_id}';
};

export type UpdateKeyErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * The request did not arrive in time.
     */
    408: ErrorResponse;
    /**
     * The body is larger than this gateway takes.
     */
    413: ErrorResponse;
    /**
     * The body is not `application/json` in UTF-8, or it is compressed.
     */
    415: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type UpdateKeyError = UpdateKeyErrors[keyof UpdateKeyErrors];

export type UpdateKeyResponses = {
    /**
     * The key as it is now.
     */
    200: Key;
};

export type UpdateKeyResponse = UpdateKeyResponses[keyof UpdateKeyResponses];

export type RotateKeyData = {
    body: RotateKeyRequest;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path: {
        /**
         * The id of a key.
         */
        key_id: string;
    };
    query?: never;
    url: '/v1/keys/{key_id}/rotate';
};

export type RotateKeyErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * The request did not arrive in time.
     */
    408: ErrorResponse;
    /**
     * The body is larger than this gateway takes.
     */
    413: ErrorResponse;
    /**
     * The body is not `application/json` in UTF-8, or it is compressed.
     */
    415: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type RotateKeyError = RotateKeyErrors[keyof RotateKeyErrors];

export type RotateKeyResponses = {
    /**
     * The key and its new secret.
     */
    200: KeyWithSecret;
};

export type RotateKeyResponse = RotateKeyResponses[keyof RotateKeyResponses];

export type GetCurrentKeyData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/key';
};

export type GetCurrentKeyErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type GetCurrentKeyError = GetCurrentKeyErrors[keyof GetCurrentKeyErrors];

export type GetCurrentKeyResponses = {
    /**
     * The key, and its budget as it stands.
     */
    200: CurrentKey;
};

export type GetCurrentKeyResponse = GetCurrentKeyResponses[keyof GetCurrentKeyResponses];

export type ListGenerationsData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: {
        /**
         * Where the page before ended: its `next_cursor`.
         */
        cursor?: string;
        /**
         * How many at most, 1 to 100. 20 when it is left out.
         */
        limit?: string;
        /**
         * Only requests of this key.
         */
        key_id?: string;
        /**
         * Only requests that this model answered: `provider/model`, or a bare name.
         */
        model?: string;
        /**
         * Only requests that this provider answered.
         */
        provider?: string;
        /**
         * Only requests that ended so.
         */
        outcome?: 'running' | 'completed' | 'failed' | 'aborted' | 'unknown';
        /**
         * Only requests from this moment on, ISO 8601.
         */
        since?: string;
        /**
         * Only requests before this moment, ISO 8601.
         */
        until?: string;
    };
    url: '/v1/generations';
};

export type ListGenerationsErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type ListGenerationsError = ListGenerationsErrors[keyof ListGenerationsErrors];

export type ListGenerationsResponses = {
    /**
     * A page of requests.
     */
    200: GenerationList;
};

export type ListGenerationsResponse = ListGenerationsResponses[keyof ListGenerationsResponses];

export type GetGenerationData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path: {
        /**
         * The `id` of a request, or its `request_id`: then the last that had it.
         */
        generation_id: string;
    };
    query?: never;
    url: '/v1/generations/{generation_id}';
};

export type GetGenerationErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * There is no such model, key or generation that the caller may see.
     */
    404: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type GetGenerationError = GetGenerationErrors[keyof GetGenerationErrors];

export type GetGenerationResponses = {
    /**
     * The request as it went.
     */
    200: Generation;
};

export type GetGenerationResponse = GetGenerationResponses[keyof GetGenerationResponses];

export type GetUsageData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: {
        /**
         * What to sum up by, one or several with commas between. Left out: one sum of all.
         */
        group_by?: string;
        /**
         * The label whose values `group_by=label` sums up by.
         */
        label?: string;
        /**
         * `csv` for a table with a header line.
         */
        format?: 'json' | 'csv';
        /**
         * Only requests of this key.
         */
        key_id?: string;
        /**
         * Only requests that this model answered: `provider/model`, or a bare name.
         */
        model?: string;
        /**
         * Only requests that this provider answered.
         */
        provider?: string;
        /**
         * Only requests from this moment on, ISO 8601.
         */
        since?: string;
        /**
         * Only requests before this moment, ISO 8601.
         */
        until?: string;
    };
    url: '/v1/usage';
};

export type GetUsageErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * No key, or none that counts. One message for every cause.
     */
    401: ErrorResponse;
    /**
     * The key is valid and may not do this.
     */
    403: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type GetUsageError = GetUsageErrors[keyof GetUsageErrors];

export type GetUsageResponses = {
    /**
     * The sums, as JSON or as CSV.
     */
    200: UsageReport;
};

export type GetUsageResponse = GetUsageResponses[keyof GetUsageResponses];

export type GetLivenessData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: never;
    url: '/health/live';
};

export type GetLivenessErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
};

export type GetLivenessError = GetLivenessErrors[keyof GetLivenessErrors];

export type GetLivenessResponses = {
    /**
     * The process is alive.
     */
    200: Health;
};

export type GetLivenessResponse = GetLivenessResponses[keyof GetLivenessResponses];

export type GetReadinessData = {
    body?: never;
    headers?: {
        /**
         * Your own id for this request. Echoed in the answer's header and in `metadata.request_id`. One is made when there is none.
         */
        'x-request-id'?: string;
    };
    path?: never;
    query?: never;
    url: '/health/ready';
};

export type GetReadinessErrors = {
    /**
     * The request is wrong, and the same request will stay wrong. `param` names the field.
     */
    400: ErrorResponse;
    /**
     * A fault of the gateway. The cause is in its log under the request id, and never in the answer.
     */
    500: ErrorResponse;
    /**
     * Nobody can serve this now: no provider is left, all are overloaded, or the gateway is stopping.
     */
    503: ErrorResponse;
};

export type GetReadinessError = GetReadinessErrors[keyof GetReadinessErrors];

export type GetReadinessResponses = {
    /**
     * Requests can be served.
     */
    200: Health;
};

export type GetReadinessResponse = GetReadinessResponses[keyof GetReadinessResponses];
