import MeshCore

/// The fields that only one type of states has.
extension FieldReader {
    func task() throws(DefinitionError) -> TaskFields {
        TaskFields(
            resource: try resource(json["Resource"]), timeout: try number("TimeoutSeconds"),
            heartbeat: try number("HeartbeatSeconds"), credentials: try template("Credentials"))
    }

    func wait() throws(DefinitionError) -> WaitFields {
        if let seconds = try number("Seconds") { return .seconds(seconds) }
        if language == .jsonPath, let path = try path("TimestampPath") { return .timestampPath(path) }
        if let timestamp = try text("Timestamp") { return .timestamp(timestamp) }
        throw DefinitionError("Nothing says for what to wait", at: location)
    }

    func choice() throws(DefinitionError) -> ChoiceFields {
        var ways: [ChoiceWay] = []
        for (number, choice) in (json["Choices"]?.arrayValue ?? []).enumerated() {
            let fields = inside(choice, at: "Choices[\(number)]")
            guard let next = choice["Next"]?.stringValue else {
                throw DefinitionError("'Next' is missing", at: fields.location)
            }
            ways.append(
                ChoiceWay(
                    condition: try fields.test(), next: next, assign: try fields.template("Assign"),
                    output: try fields.jsonataField("Output")))
        }
        return ChoiceFields(choices: ways, defaultNext: json["Default"]?.stringValue)
    }

    private func test() throws(DefinitionError) -> ChoiceCriterion {
        switch language {
        case .jsonata: return .condition(try jsonata(json["Condition"] ?? .null, "Condition"))
        case .jsonPath:
            do {
                return .rule(try ChoiceRule(json))
            } catch {
                throw DefinitionError("\(error)", at: location)
            }
        }
    }

    func map(processor: Int, in json: JSONValue) throws(DefinitionError) -> MapFields {
        MapFields(
            processor: processor, mode: try mapMode(json["ProcessorConfig"]), items: try mapItems(),
            selector: try template(self.json["ItemSelector"] == nil ? "Parameters" : "ItemSelector"),
            maxConcurrency: try number("MaxConcurrency"), toleratedCount: try number("ToleratedFailureCount"),
            toleratedPercentage: try number("ToleratedFailurePercentage"), reader: try mapReader(),
            batcher: try mapBatcher(), writer: try mapWriter())
    }

    private func mapMode(_ configuration: JSONValue?) throws(DefinitionError) -> MapMode {
        guard configuration?["Mode"] == "DISTRIBUTED" else { return .inline }
        let type = configuration?["ExecutionType"]?.stringValue.flatMap(MapExecutionType.init) ?? .standard
        return .distributed(type, label: json["Label"]?.stringValue)
    }

    private func mapItems() throws(DefinitionError) -> MapItems {
        switch language {
        case .jsonata: return try jsonataField("Items").map(MapItems.jsonata) ?? .input
        case .jsonPath:
            guard json["ItemsPath"] != "$", let path = try path("ItemsPath") else { return .input }
            return .path(path)
        }
    }

    private func mapReader() throws(DefinitionError) -> MapReaderFields? {
        guard let reader = json["ItemReader"] else { return nil }
        let fields = inside(reader, at: "ItemReader")
        let configuration = reader["ReaderConfig"] ?? .object([:])
        return MapReaderFields(
            resource: try fields.resource(reader["Resource"]), arguments: try fields.arguments(),
            configuration: configuration.objectValue ?? [:],
            maxItems: try fields.inside(configuration, at: "ReaderConfig").number("MaxItems"))
    }

    private func mapBatcher() throws(DefinitionError) -> MapBatcherFields? {
        guard let batcher = json["ItemBatcher"] else { return nil }
        let fields = inside(batcher, at: "ItemBatcher")
        return MapBatcherFields(
            maxItems: try fields.number("MaxItemsPerBatch"), maxBytes: try fields.number("MaxInputBytesPerBatch"),
            batchInput: try fields.template("BatchInput"))
    }

    private func mapWriter() throws(DefinitionError) -> MapWriterFields? {
        guard let writer = json["ResultWriter"] else { return nil }
        let fields = inside(writer, at: "ResultWriter")
        return MapWriterFields(
            resource: writer["Resource"] == nil ? nil : try fields.resource(writer["Resource"]),
            arguments: try fields.arguments(), configuration: writer["WriterConfig"] ?? .object([:]))
    }

    private func arguments() throws(DefinitionError) -> ValueTemplate? {
        try template(language == .jsonata ? "Arguments" : "Parameters")
    }
}
