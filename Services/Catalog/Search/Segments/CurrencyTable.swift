/// The currencies of a segment, numbered in the order in which they are met.
struct CurrencyTable {
    private(set) var codes: [String]

    init(_ codes: [String] = []) { self.codes = codes }

    /// The number of a currency, new or known.
    mutating func number(of code: String) -> Int {
        if let known = codes.firstIndex(of: code) { return known }
        guard codes.count < PackedPrice.currencyLimit else { return 0 }
        codes.append(code)
        return codes.count - 1
    }
}
