/// A price in 64 bits: the number of its currency in the segment above 53 bits of minor units.
enum PackedPrice {
    private static let amountBits: UInt64 = 53
    /// Amounts end where not every JSON parser is exact, at 2⁵³ − 1.
    private static let amountMask: UInt64 = 1 << amountBits &- 1
    /// There are fewer currencies than 2¹¹.
    static let currencyLimit = 1 << 11

    static func pack(amount: Int64, currency: Int) -> UInt64 {
        UInt64(currency) << amountBits | UInt64(clamping: amount) & amountMask
    }

    static func amount(_ packed: UInt64) -> Int64 { Int64(packed & amountMask) }
    static func currency(_ packed: UInt64) -> Int { Int(packed >> amountBits) }
}
