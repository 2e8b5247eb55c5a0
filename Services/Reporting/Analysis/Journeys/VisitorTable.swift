/// Numbers visitors in the order in which they are first met, so that what is known of each lies in arrays.
struct VisitorTable {
    /// By number.
    private(set) var visitors: [UInt64] = []
    /// The number of a visitor plus one, at the first place from the visitor's own that is free; zero is none.
    private var slots: [UInt32]
    private var shift: UInt64

    init() {
        slots = Array(repeating: 0, count: 1 << Self.leastBits)
        shift = 64 - UInt64(Self.leastBits)
    }

    /// The number of a visitor: a new one when they were not met before.
    mutating func number(of visitor: UInt64) -> Int {
        var slot = home(of: visitor)
        while slots[slot] != 0 {
            let number = Int(slots[slot] &- 1)
            if visitors[number] == visitor { return number }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        visitors.append(visitor)
        slots[slot] = UInt32(visitors.count)
        // At most half of the places are taken, so that few visitors are asked for before the right one.
        if visitors.count * 2 > slots.count { grow() }
        return visitors.count - 1
    }

    private mutating func grow() {
        shift -= 1
        slots = Array(repeating: 0, count: slots.count * 2)
        for (number, visitor) in visitors.enumerated() {
            var slot = home(of: visitor)
            while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            slots[slot] = UInt32(number + 1)
        }
    }

    /// Fibonacci hashing (Knuth, "The Art of Computer Programming" 3, 6.4), after the upper half is folded in.
    private func home(of visitor: UInt64) -> Int {
        let folded: UInt64 = visitor ^ (visitor >> 32)
        let hash: UInt64 = folded &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> shift)
    }

    private static let leastBits = 10
}
