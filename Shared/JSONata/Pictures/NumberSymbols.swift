/// The characters of a number's picture, and of numbers that are written by it.
struct NumberSymbols: Hashable {
    private(set) var decimal = "."
    private(set) var grouping = ","
    private(set) var exponent = "e"
    private(set) var minus = "-"
    private(set) var percent = "%"
    private(set) var perMille = "\u{2030}"
    private(set) var zero = "0"
    private(set) var digit = "#"
    private(set) var separator = ";"

    /// Takes those that an object gives, and the usual ones for the rest.
    init(_ options: Value) {
        for (name, value) in options.members ?? [] {
            guard case .string(let text) = value else { continue }
            switch name {
            case "decimal-separator": decimal = text
            case "grouping-separator": grouping = text
            case "exponent-separator": exponent = text
            case "minus-sign": minus = text
            case "percent": percent = text
            case "per-mille": perMille = text
            case "zero-digit": zero = text
            case "digit": digit = text
            case "pattern-separator": separator = text
            default: break  // Names for infinity and the like stand for numbers that JSON does not have.
            }
        }
    }

    /// The ten digits, from the zero on.
    var digits: [String] {
        let first = zero.unicodeScalars.first?.value ?? 0x30
        return (first..<first + 10).map { Unicode.Scalar($0).map { String($0) } ?? "0" }
    }

    /// What has a meaning within the number's part of a picture.
    var active: Set<String> { Set(digits + [decimal, exponent, grouping, digit, separator]) }
}
