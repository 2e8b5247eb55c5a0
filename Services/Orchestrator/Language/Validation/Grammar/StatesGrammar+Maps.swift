extension StatesGrammar {
    /// What a map has beside what every state with a result has.
    static let mapFields: [GrammarField] = [
        .both("ItemProcessor", .object(.processor)), .both("Iterator", .object(.processor)),
        .jsonPath("ItemsPath", .reference(nullable: false)), .jsonata("Items", .items),
        .both("ItemSelector", .template), .both("ItemReader", .object(.itemReader)),
        .both("ItemBatcher", .object(.itemBatcher)), .both("ResultWriter", .object(.resultWriter)),
        .both("MaxConcurrency", .orExpression(.whole(0...Int64.max))),
        .jsonPath("MaxConcurrencyPath", .reference(nullable: false)),
        .both("ToleratedFailurePercentage", .orExpression(.number(0...100))),
        .jsonPath("ToleratedFailurePercentagePath", .reference(nullable: false)),
        .both("ToleratedFailureCount", .orExpression(.whole(0...Int64.max))),
        .jsonPath("ToleratedFailureCountPath", .reference(nullable: false)), .both("Label", .label),
    ]

    static let mapRules: [GrammarRule] = [
        .exactlyOne(["ItemProcessor", "Iterator"]), .atMostOne(["MaxConcurrency", "MaxConcurrencyPath"]),
        .atMostOne(["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"]),
        .atMostOne(["ToleratedFailureCount", "ToleratedFailureCountPath"]),
    ]

    /// The fields that only a distributed map looks at.
    static let distributedFields = [
        "ItemReader", "ItemBatcher", "ResultWriter", "Label",
    ]

    static let itemReader = GrammarNode([
        .both("Resource", .readerResource, .required), .jsonPath("Parameters", .template),
        .jsonata("Arguments", .template), .both("ReaderConfig", .object(.readerConfiguration)),
    ])

    static let readerConfiguration = GrammarNode(
        [
            .both("InputType", .choice(["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"])),
            .both("Transformation", .choice(["NONE", "LOAD_AND_FLATTEN"])),
            .both("ManifestType", .choice(["ATHENA_DATA", "S3_INVENTORY"])),
            .both("CSVHeaderLocation", .choice(["FIRST_ROW", "GIVEN"])), .both("CSVHeaders", .texts),
            .both("CSVDelimiter", .choice(["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])),
            .both("ItemsPointer", .text), .both("MaxItems", .orExpression(.whole(0...Int64.max))),
            .jsonPath("MaxItemsPath", .reference(nullable: false)),
        ],
        rules: [
            .requires("CSVHeaderLocation", is: "GIVEN", field: "CSVHeaders"),
            .allows("InputType", only: ["CSV", "MANIFEST"], field: "CSVHeaderLocation"),
            .atMostOne(["MaxItems", "MaxItemsPath"]),
        ])

    static let itemBatcher = GrammarNode(
        [
            .both("BatchInput", .template), .both("MaxItemsPerBatch", .orExpression(.whole(1...Int64.max))),
            .jsonPath("MaxItemsPerBatchPath", .reference(nullable: false)),
            .both("MaxInputBytesPerBatch", .orExpression(.whole(1...262_144))),
            .jsonPath("MaxInputBytesPerBatchPath", .reference(nullable: false)),
        ],
        rules: [
            .atMostOne(["MaxItemsPerBatch", "MaxItemsPerBatchPath"]),
            .atMostOne(["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]),
        ])

    static let resultWriter = GrammarNode(
        [
            .both("Resource", .writerResource), .jsonPath("Parameters", .template), .jsonata("Arguments", .template),
            .both("WriterConfig", .object(.writerConfiguration)),
        ],
        rules: [.something(["Resource", "WriterConfig"])])

    static let writerConfiguration = GrammarNode([
        .both("Transformation", .choice(["NONE", "COMPACT", "FLATTEN"]), .required),
        .both("OutputType", .choice(["JSON", "JSONL"]), .required),
    ])
}
