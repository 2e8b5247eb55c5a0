/// Numbers visitors in the order in which they are first met, so that what is known of each lies in arrays.
///
/// Visitors are hashes and come ascending, segment by segment; so they have places that ascend with them, and segments go through the
/// table from its begin to its end, as caches like it.
struct VisitorTable {
    /// By number.
    private(set) var visitors: [UInt64] = []
    /// The number of a visitor plus one, at the first place from the visitor's own that is free; zero is none.
    private var slots: [UInt32]
    /// The visitor of each place, so that whose place it is needs no look at ``visitors``.
    private var owners: [UInt64]
    /// From where on visitors lie, mostly.
    private let least: UInt64
    /// How far they lie from there at most, shifted so that its first bit is one.
    private let reach: UInt64
    private let shift: UInt64
    /// How many places there are on a way of 2⁶⁴, of which ``reach`` is all.
    private var factor: UInt64 = 0
    private var isScattered = false

    /// - Parameter span: In which visitors lie, mostly.
    init(_ span: ClosedRange<UInt64> = 0 ... .max) {
        slots = Array(repeating: 0, count: 1 << Self.leastBits)
        owners = Array(repeating: 0, count: 1 << Self.leastBits)
        least = span.lowerBound
        let length = max(1, span.upperBound - span.lowerBound)
        shift = UInt64(length.leadingZeroBitCount)
        reach = length << shift
        factor = places
    }

    /// Whatever is rounded, the last place is for those beyond.
    private var places: UInt64 { UInt64(Double(slots.count) * (0x1p64 / Double(reach))) }

    /// The number of a visitor: a new one when they were not met before.
    mutating func number(of visitor: UInt64) -> Int {
        var slot = home(of: visitor)
        var steps = 0
        while slots[slot] != 0 {
            if owners[slot] == visitor { return Int(slots[slot] &- 1) }
            slot = (slot &+ 1) & (slots.count &- 1)
            steps &+= 1
        }
        visitors.append(visitor)
        slots[slot] = UInt32(visitors.count)
        owners[slot] = visitor
        // At most half of the places are taken, so that few visitors are asked for before the right one.
        if visitors.count * 2 > slots.count { grow() }
        // Who are no hashes, or lie elsewhere, may be crowded together: then they are scattered.
        if steps > Self.mostSteps, !isScattered { scatter() }
        return visitors.count - 1
    }

    private mutating func scatter() {
        isScattered = true
        fill()
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        owners = Array(repeating: 0, count: slots.count)
        factor = places
        fill()
    }

    private mutating func fill() {
        for slot in slots.indices { slots[slot] = 0 }
        for (number, visitor) in visitors.enumerated() {
            var slot = home(of: visitor)
            while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            slots[slot] = UInt32(number + 1)
            owners[slot] = visitor
        }
    }

    @inline(__always)
    private func home(of visitor: UInt64) -> Int {
        guard isScattered else {
            let place = ((visitor &- least) << shift).multipliedFullWidth(by: factor).high
            return min(Int(truncatingIfNeeded: place), slots.count &- 1)
        }
        // Fibonacci hashing (Knuth, "The Art of Computer Programming" 3, 6.4), after the upper half is folded in.
        let folded: UInt64 = visitor ^ (visitor >> 32)
        let hash: UInt64 = folded &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> 32) & (slots.count &- 1)
    }

    private static let leastBits = 10
    private static let mostSteps = 64
}
