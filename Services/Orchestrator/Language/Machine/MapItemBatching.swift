package import MeshCore

/// How a distributed map puts items together: at most as many, and at most as many bytes, for each child.
package struct MapItemBatching: Hashable, Sendable {
    package let maxItems: Int?
    package let maxBytes: Int?
    /// What each child gets as `BatchInput` beside its `Items`.
    package let batchInput: JSONValue?

    package init(maxItems: Int?, maxBytes: Int?, batchInput: JSONValue?) {
        self.maxItems = maxItems
        self.maxBytes = maxBytes
        self.batchInput = batchInput
    }

    /// The input of a child that works on these items.
    package func input(of items: [JSONValue]) -> JSONValue {
        var input = JSONObject()
        input["BatchInput"] = batchInput
        input["Items"] = .array(items)
        return .object(input)
    }

    /// Cuts the items where a batch is full. A single item larger than a batch stands alone.
    package func batches(of items: [JSONValue]) -> [[JSONValue]] {
        var batches: [[JSONValue]] = []
        var batch: [JSONValue] = []
        let frame = input(of: []).utf8.count
        var byteCount = frame
        for item in items {
            let added = item.utf8.count + (batch.isEmpty ? 0 : 1)
            let isFull = maxItems.map { batch.count >= $0 } == true || maxBytes.map { byteCount + added > $0 } == true
            if isFull, !batch.isEmpty {
                batches.append(batch)
                (batch, byteCount) = ([], frame)
            }
            batch.append(item)
            byteCount += added
        }
        return batch.isEmpty ? batches : batches + [batch]
    }
}
