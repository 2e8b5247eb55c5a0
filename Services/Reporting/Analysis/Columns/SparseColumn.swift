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
        let place = place(of: event)
        return place < positions.count && positions[place] == event ? values[place] : nil
    }

    /// The values of some events, which are counted from the first of them.
    subscript(events: Range<Int>) -> SparseColumn {
        var column = SparseColumn()
        for place in place(of: events.lowerBound)..<place(of: events.upperBound) {
            column.append(values[place], at: Int(positions[place]) - events.lowerBound)
        }
        return column
    }

    /// The first value of an event or of those behind.
    private func place(of event: Int) -> Int {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < event { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
