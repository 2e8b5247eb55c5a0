/// Quantities as people write them in the manifest.
enum Quantity {
    /// `250ms`, `10s`, `2m`, `1h`: a whole number and its unit.
    static func duration(_ text: String) -> Duration? {
        let units: [(suffix: String, milliseconds: Int64)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]
        return scaled(text, units.map { ($0.suffix, $0.milliseconds) }).map { .milliseconds($0) }
    }

    /// `512KiB`, `64MiB`, `1GiB`: a whole number and its binary unit.
    static func byteCount(_ text: String) -> Int? {
        scaled(text, [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]).flatMap { Int(exactly: $0) }
    }

    private static func scaled(_ text: String, _ units: [(suffix: String, factor: Int64)]) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count)
        guard let number = Int64(digits), let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit.factor)
        return overflow ? nil : product
    }
}
