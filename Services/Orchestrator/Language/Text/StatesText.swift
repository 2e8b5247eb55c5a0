package import MeshCore

/// How Step Functions writes values as text: in outputs, causes, `States.JsonToString` and `States.Format`.
package enum StatesText {
    /// JSON without spaces, members in their order, as it stands in `output` and in causes.
    ///
    /// It differs from ``JSONValue/description`` in numbers (`1.0E10`) and in control characters (`\b`, `\f`, and DEL as it
    /// is).
    package static func json(_ value: JSONValue) -> String {
        var writer = StatesJSONWriter()
        writer.write(value)
        return writer.text
    }

    /// The value as Java's collections write themselves: `{a=1, b=[x, null]}`, and strings without quotes.
    ///
    /// `States.Format` fills in objects so, and `States.ArrayContains` compares by it.
    static func java(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .double(let number): self.number(number)
        case .string(let text): text
        case .array(let elements): "[" + elements.map(java).joined(separator: ", ") + "]"
        case .object(let object): "{" + object.map { "\($0.name)=\(java($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// The name of the class that holds a value in Java, as messages of the path library give it.
    static func javaType(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "java.lang.Boolean"
        case .int(let number): Int32(exactly: number) == nil ? "java.lang.Long" : "java.lang.Integer"
        case .double: "java.lang.Double"
        case .string: "java.lang.String"
        case .array: "java.util.ArrayList"
        case .object: "java.util.LinkedHashMap"
        }
    }

    /// A number with fraction or exponent, as Java's `Double.toString` writes it: plain from 10⁻³ to 10⁷, else with one
    /// digit before the point and `E`.
    static func number(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity" }
        let (digits, exponent) = decimal(number.magnitude)
        let sign = number.sign == .minus ? "-" : ""
        if exponent >= -3, exponent < 7 { return sign + plain(digits, exponent: exponent) }
        let fraction = digits.dropFirst()
        return sign + "\(digits.first ?? "0").\(fraction.isEmpty ? "0" : String(fraction))E\(exponent)"
    }

    /// Compares texts by their units of UTF-16, as Java does: below, at or above 0.
    static func order(_ left: String, _ right: String) -> Int {
        if left.utf16.elementsEqual(right.utf16) { return 0 }
        return left.utf16.lexicographicallyPrecedes(right.utf16) ? -1 : 1
    }

    /// Whether a text stands in another, unit by unit.
    static func contains(_ text: String, _ part: String) -> Bool {
        let text = Array(text.utf8)
        let part = Array(part.utf8)
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }

    /// The shortest digits that mean a number, without the point, and the exponent of the first one.
    private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
        guard number != 0 else { return ("0", 0) }
        let parts = "\(number)".split(separator: "e", maxSplits: 1)
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let fraction = mantissa.count == 2 ? mantissa[1] : ""
        let all = whole + fraction
        let leadingZeros = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leadingZeros)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (String(digits), exponent + whole.count - 1 - leadingZeros)
    }

    private static func plain(_ digits: String, exponent: Int) -> String {
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let padded = digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
        let whole = padded.prefix(exponent + 1)
        let fraction = padded.dropFirst(exponent + 1)
        return "\(whole).\(fraction.isEmpty ? "0" : String(fraction))"
    }
}
