/// `[…]` behind a step: keeps values for which a condition holds, or those at positions.
struct Filter: Sendable {
    private let predicate: any Node
    /// The position, when it is written as a number.
    private let position: Int?

    init(_ predicate: any Node) {
        self.predicate = predicate
        position = (predicate as? NumberNode).flatMap { Int(exactly: $0.number.rounded(.down)) }
    }

    /// Filters a sequence, or a single value as one.
    ///
    /// - Parameter tupleSlotCount: The slots of tuples, when the condition may see variables that are bound in a path.
    func filtered(
        _ value: Value, _ run: Evaluation, _ frame: Frame, tupleSlotCount: Int?
    ) throws(JSONataError) -> Value {
        if case .tuples(let stream) = value {
            return .tuples(try filtered(stream, run, frame, slotCount: tupleSlotCount ?? stream.names.count))
        }
        let count = value.elementCount
        if let position {
            let index = position < 0 ? position + count : position
            guard index >= 0, index < count else { return .list(.sequence()) }
            let item = value.element(index)
            return item.isArray ? item : item.isUndefined ? .list(.sequence()) : .list(.sequence([item]))
        }
        let inner = if let tupleSlotCount { Frame(slotCount: tupleSlotCount, parent: frame) } else { frame }
        var items: [Value] = []
        for index in 0..<count {
            let item = value.element(index)
            let result = try run.evaluate(predicate, item, inner)
            for _ in 0..<(try Self.copies(result, at: index, of: count, run)) { items.append(item) }
        }
        try run.spend(elements: items.count)
        return .list(.sequence(items))
    }

    /// Filters tuples, with their variables in sight.
    func filtered(
        _ stream: TupleStream, _ run: Evaluation, _ frame: Frame, slotCount: Int
    ) throws(JSONataError) -> TupleStream {
        let count = stream.tuples.count
        if let position {
            let index = position < 0 ? position + count : position
            let tuples = index >= 0 && index < count ? [stream.tuples[index]] : []
            return TupleStream(names: stream.names, tuples: tuples)
        }
        var tuples: [Tuple] = []
        for (index, tuple) in stream.tuples.enumerated() {
            let missing = max(0, slotCount - tuple.slots.count)
            let inner = Frame(tuple.slots + Array(repeating: nil, count: missing), parent: frame)
            let result = try run.evaluate(predicate, tuple.item, inner)
            for _ in 0..<(try Self.copies(result, at: index, of: count, run)) { tuples.append(tuple) }
        }
        return TupleStream(names: stream.names, tuples: tuples)
    }

    /// How often a value is kept: once or not for a condition, as often as its position is told for numbers.
    @inline(__always)
    private static func copies(
        _ result: Value, at index: Int, of count: Int, _ run: Evaluation
    ) throws(JSONataError) -> Int {
        switch result {
        case .bool(let flag): return flag ? 1 : 0
        case .number(let number):
            try Number.check(number)
            return isPosition(number, index, count) ? 1 : 0
        case .array, .list: return try copies(ofPositions: result, at: index, of: count, run)
        default: return try result.isTrue(run) ? 1 : 0  // Every other kind is a condition.
        }
    }

    private static func copies(
        ofPositions result: Value, at index: Int, of count: Int, _ run: Evaluation
    ) throws(JSONataError) -> Int {
        try run.spend(steps: result.elementCount)
        var copies = 0
        for place in 0..<result.elementCount {
            guard case .number(let number) = result.element(place), !number.isNaN else {
                return try result.isTrue(run) ? 1 : 0
            }
            try Number.check(number)
            if isPosition(number, index, count) { copies += 1 }
        }
        return copies
    }

    private static func isPosition(_ number: Double, _ index: Int, _ count: Int) -> Bool {
        let position = number.rounded(.down)
        return (position < 0 ? position + Double(count) : position) == Double(index)
    }
}
