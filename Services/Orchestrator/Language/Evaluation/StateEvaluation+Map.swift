import MeshCore

extension StateEvaluation {
    /// How a Map state goes about its items.
    struct MapSettings {
        let maxConcurrency: Int
        let tolerance: FailureTolerance
    }

    /// The items of a Map state that does not read them from elsewhere.
    mutating func items(_ fields: MapFields) throws(StateTrouble) -> CarriedValue {
        let effective = try effectiveInput()
        switch fields.items {
        case .jsonata(let template): return CarriedValue(try items(of: template, isInline: fields.mode == .inline))
        case .path(let path):
            do {
                let items = CarriedValue(.array(try path.items(in: scope.paths(effective.value))))
                note("afterItemsPath", items)
                return items
            } catch {
                throw StateTrouble(error)
            }
        case .input:
            guard case .jsonata = state.flow else {
                guard case .array = effective.value else {
                    throw .runtime("Reference path \"$\" must point to array.")
                }
                note("afterItemsPath", effective)
                return effective
            }
            guard case .array = input.value else {
                throw .evaluation("Map state input must be an array but was: \(input.value)")
            }
            return effective
        }
    }

    /// A distributed map takes an object too: each member is an item.
    private func items(of template: JSONataTemplate, isInline: Bool) throws(StateTrouble) -> JSONValue {
        if !isInline, case .object(let object) = try template.value(in: scope, field: "Items") {
            return .array(object.map { ["Key": .string($0.name), "Value": $0.value] })
        }
        return try template.value(in: scope, field: "Items", expecting: .array)
    }

    mutating func settings(_ fields: MapFields) throws(StateTrouble) -> MapSettings {
        let effective = try effectiveInput().value
        let concurrency = try fields.maxConcurrency.map { field throws(StateTrouble) in
            try count(field, "MaxConcurrency", over: effective)
        }
        note("maxConcurrency", number: .int(concurrency ?? 0))
        let failures = try fields.toleratedCount.map { field throws(StateTrouble) in
            try count(field, "ToleratedFailureCount", over: effective)
        }
        if let failures { note("toleratedFailureCount", number: .int(failures)) }
        let percentage = try fields.toleratedPercentage.map { field throws(StateTrouble) in
            try self.percentage(field, "ToleratedFailurePercentage", over: effective)
        }
        if let percentage { note("toleratedFailurePercentage", number: .double(percentage)) }
        return MapSettings(
            maxConcurrency: Int(clamping: concurrency ?? 0),
            tolerance: FailureTolerance(count: failures, percentage: percentage))
    }

    /// `ItemReader`, with its parts filled in.
    mutating func reader(_ fields: MapReaderFields) throws(StateTrouble) -> MapItemSource {
        let effective = try effectiveInput().value
        var configuration = fields.configuration
        configuration["MaxItemsPath"] = nil
        if let field = fields.maxItems {
            configuration["MaxItems"] = .int(try count(field, "MaxItems", over: effective))
        }
        let arguments = try fields.arguments.map { template throws(StateTrouble) in
            try value(of: template, over: effective, field: "ItemReader/Arguments")
        }
        return .reader(
            resource: fields.resource, arguments: arguments ?? .object([:]), configuration: .object(configuration))
    }

    /// `ItemBatcher`, with its parts filled in.
    mutating func batching(_ fields: MapBatcherFields) throws(StateTrouble) -> MapItemBatching {
        let effective = try effectiveInput().value
        return MapItemBatching(
            maxItems: try fields.maxItems.map { field throws(StateTrouble) in
                Int(clamping: try count(field, "MaxItemsPerBatch", over: effective))
            },
            maxBytes: try fields.maxBytes.map { field throws(StateTrouble) in
                Int(clamping: try count(field, "MaxInputBytesPerBatch", over: effective))
            },
            batchInput: try fields.batchInput.map { template throws(StateTrouble) in
                try value(of: template, over: effective, field: "ItemBatcher/BatchInput")
            })
    }

    /// `ResultWriter`, with its parts filled in.
    mutating func writer(_ fields: MapWriterFields) throws(StateTrouble) -> MapResultWriter {
        let effective = try effectiveInput().value
        let arguments = try fields.arguments.map { template throws(StateTrouble) in
            try value(of: template, over: effective, field: "ResultWriter/Arguments")
        }
        return MapResultWriter(
            resource: fields.resource, arguments: arguments ?? .object([:]), configuration: fields.configuration)
    }

    /// The input of an item.
    ///
    /// - Parameter key: The item's name when the items came from an object.
    func itemInput(
        _ item: JSONValue, index: Int, key: String? = nil, _ fields: MapFields
    ) throws(StateTrouble) -> CarriedValue {
        guard let selector = fields.selector else { return CarriedValue(item) }
        var evaluation = self
        if case .object(var context) = scope.context {
            var place: JSONObject = ["Index": .int(Int64(index)), "Value": item]
            if let key { place["Key"] = .string(key) }
            context["Map"] = ["Item": .object(place)]
            evaluation.scope.context = .object(context)
        }
        let effective = try evaluation.effectiveInput().value
        return CarriedValue(try evaluation.value(of: selector, over: effective, field: "ItemSelector"))
    }
}
