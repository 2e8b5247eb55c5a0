/// Values that few events have.
struct SparseColumn<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The events that have one, ascending.
    private(set) var positions: [UInt32] = []
    private(set) var values: [Value] = []

    mutating func append(_ value: Value, at position: Int) {
        positions.append(UInt32(position))
        values.append(value)
    }

    /// The value of an event; nil when it has none.
    func value(at event: Int) -> Value? {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < event { low = middle + 1 } else { high = middle }
        }
        return low < positions.count && positions[low] == event ? values[low] : nil
    }
}
