/// Numbers those anew that are used, in the order in which they are first met.
struct UsedNumbers {
    /// The old number of each new one.
    private(set) var used: [UInt32] = []
    /// The new number of each old one plus one, so that zero is none.
    private var numbers: [UInt32]

    /// - Parameter count: How many old numbers there are.
    init(count: Int) {
        numbers = Array(repeating: 0, count: count)
    }

    mutating func number(of old: UInt32) -> UInt32 {
        let known = numbers[Int(old)]
        if known != 0 { return known - 1 }
        used.append(old)
        numbers[Int(old)] = UInt32(used.count)
        return UInt32(used.count - 1)
    }
}
