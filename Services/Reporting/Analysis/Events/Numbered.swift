/// Numbers different values in the order in which they are first met.
package struct Numbered<Value: Hashable & Sendable>: Sendable {
    package private(set) var all: [Value] = []
    private var numbers: [Value: UInt32] = [:]

    package init() {}

    /// The number of a value: a new one when it was not met before.
    package mutating func number(of value: Value) -> UInt32 {
        if let number = numbers[value] { return number }
        let number = UInt32(all.count)
        numbers[value] = number
        all.append(value)
        return number
    }
}
