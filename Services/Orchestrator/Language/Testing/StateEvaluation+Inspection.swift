import MeshCore

/// What becomes of the items of a Map state, for who inspects it.
extension StateEvaluation {
    /// The items in what a reader has read.
    mutating func read(_ data: Payload, _ fields: MapFields) throws(StateTrouble) -> [JSONValue] {
        guard let pointer = fields.reader?.configuration["ItemsPointer"]?.stringValue else {
            return data.value.arrayValue ?? []
        }
        var value = data.value
        for part in pointer.split(separator: "/") {
            let name = part.replacing("~1", with: "/").replacing("~0", with: "~")
            guard let next = Int(name).flatMap({ index in value[index] }) ?? value[String(name)] else {
                throw .runtime("The ItemsPointer '\(pointer)' leads nowhere.")
            }
            value = next
        }
        note("afterItemsPointer", CarriedValue(value))
        return value.arrayValue ?? []
    }

    /// Notes the inputs of the iterations, and those of the batches.
    mutating func noteInputs(of items: [JSONValue], _ fields: MapFields) throws(StateTrouble) {
        var inputs = items
        if fields.selector != nil {
            inputs = []
            for (index, item) in items.enumerated() {
                inputs.append(try itemInput(item, index: index, fields).value)
            }
            note("afterItemSelector", CarriedValue(.array(inputs)))
        }
        guard let batcher = fields.batcher else { return }
        let batching = try batching(batcher)
        note("afterItemBatcher", CarriedValue(.array(batching.batches(of: inputs).map(batching.input(of:)))))
    }
}
