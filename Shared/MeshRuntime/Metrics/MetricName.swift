/// Names of OpenTelemetry as Prometheus writes them (OpenTelemetry, "Prometheus and OpenMetrics compatibility").
enum MetricName {
    /// The name of a series: invalid characters become underscores, then the unit's and the counter's suffix unless
    /// they are there.
    static func prometheus(_ name: String, unit: MetricUnit?, isCounter: Bool) -> String {
        var result = sanitized(name)
        if isCounter, result.hasSuffix("_total") { result.removeLast("_total".count) }
        if let suffix = unit?.rawValue, result != suffix, !result.hasSuffix("_\(suffix)") { result += "_\(suffix)" }
        return isCounter ? result + "_total" : result
    }

    /// A label's name.
    static func label(_ name: String) -> String { sanitized(name) }

    /// Letters, digits and single underscores, not beginning with a digit.
    private static func sanitized(_ name: String) -> String {
        var result = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.unicodeScalars.append(Unicode.Scalar(byte))
            default: if result.last != "_" { result += "_" }
            }
        }
        return result.first.map { $0.isNumber ? "_" + result : result } ?? "_"
    }
}
