/// Gives visitors places, by which what is known of each lies in arrays.
///
/// Visitors are hashes and come ascending, segment by segment; so their places ascend with them, and segments go through the
/// table from its begin to its end, as caches like it.
struct VisitorTable: Sendable {
    /// The visitor of each place; zero where it is free. The last place is for the visitor that is zero.
    var owners: [UInt64] = []
    private(set) var places = VisitorPlaces(0...0, count: 1)

    /// Forgets all visitors, and takes as many as are said.
    ///
    /// - Parameters:
    ///   - span: In which visitors lie, mostly.
    ///   - limit: How many different ones will come at most.
    mutating func reset(_ span: ClosedRange<UInt64>, atMost limit: Int) {
        // A quarter is free at least, and mostly much more, as visitors come several times.
        places = VisitorPlaces(span, count: limit + limit / 3 + 16)
        owners.clear(count: count)
    }

    /// How many places there are.
    var count: Int { places.count + 1 }

    /// The place of a visitor.
    mutating func place(of visitor: UInt64) -> Int {
        let places = places
        var owners = owners.mutableSpan
        return places.place(of: visitor, in: &owners)
    }
}

/// Where visitors are looked for in a table.
struct VisitorPlaces: Sendable {
    let count: Int
    /// From where on visitors lie, mostly.
    private let least: UInt64
    /// Shifts the length of the span so that its first bit is one.
    private let shift: UInt64
    /// How many places there are on a way of 2⁶⁴, of which the shifted length is all.
    private let factor: UInt64

    init(_ span: ClosedRange<UInt64>, count: Int) {
        self.count = count
        least = span.lowerBound
        let length = max(1, span.upperBound - span.lowerBound)
        shift = UInt64(length.leadingZeroBitCount)
        factor = UInt64(Double(count) * (0x1p64 / Double(length << shift)))
    }

    /// The place of a visitor, which is theirs from now on.
    ///
    /// - Parameter owners: The visitor of each place; zero where it is free, as one is at least. One more than places.
    @inline(__always)
    func place(of visitor: UInt64, in owners: inout MutableSpan<UInt64>) -> Int {
        let distance = ((visitor &- least) << shift).multipliedFullWidth(by: factor).high
        let place = min(Int(truncatingIfNeeded: distance), count &- 1)
        let owner = owners[place]
        // Taking a free place and finding one's own are one way, which is not to be guessed by the processor.
        if owner == visitor || owner == 0, visitor != 0 {
            owners[place] = visitor
            return place
        }
        return search(visitor, from: place, in: &owners)
    }

    @inline(never)
    private func search(_ visitor: UInt64, from first: Int, in owners: inout MutableSpan<UInt64>) -> Int {
        guard visitor != 0 else { return count }
        var place = first
        var steps = 0
        while owners[place] != 0, owners[place] != visitor {
            place += 1
            steps += 1
            // Who are no hashes, or lie elsewhere, may be crowded together: they are scattered.
            if steps == Self.mostSteps { place = scattered(visitor) }
            if place == count { place = 0 }
        }
        owners[place] = visitor
        return place
    }

    /// Fibonacci hashing (Knuth, "The Art of Computer Programming" 3, 6.4), after the upper half is folded in.
    private func scattered(_ visitor: UInt64) -> Int {
        let hash = (visitor ^ (visitor >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high)
    }

    private static let mostSteps = 32
}

extension [UInt64] {
    /// So many zeros, in the memory that is there.
    mutating func clear(count: Int) {
        if self.count < count { self = Array(repeating: 0, count: count) }
        var span = mutableSpan
        for place in 0..<count { span[place] = 0 }
    }
}

extension [UInt32] {
    /// So many zeros, in the memory that is there.
    mutating func clear(count: Int) {
        if self.count < count { self = Array(repeating: 0, count: count) }
        var span = mutableSpan
        for place in 0..<count { span[place] = 0 }
    }
}
