import MeshCore

/// The order of numbers, exact where a whole number of 64 bits meets a binary fraction.
enum NumberOrder {
    /// Whether one number is less than another; false when one of them is no number.
    static func isLess(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.int(let left), .int(let right)): left < right
        case (.double(let left), .double(let right)): left < right
        case (.int(let whole), .double(let number)): isLess(whole, number)
        case (.double(let number), .int(let whole)): isLess(number, whole)
        default: false  // Only numbers have an order here.
        }
    }

    private static func isLess(_ whole: Int64, _ number: Double) -> Bool {
        guard let floor = Int64(exactly: number.rounded(.down)) else { return number > 0 }
        return whole < floor || whole == floor && Double(floor) < number
    }

    private static func isLess(_ number: Double, _ whole: Int64) -> Bool {
        guard let floor = Int64(exactly: number.rounded(.down)) else { return number < 0 }
        return floor < whole
    }
}
