/// One line of Prometheus text: a metric, its labels, and a value.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/, "Text-based format".
struct PrometheusSample: Equatable {
    var name: String
    var labels: [String: String]
    var value: Double

    /// - Returns: nil for comments, blank lines, and what is no sample.
    init?(line: some StringProtocol) {
        let line = line.utf8
        guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
        let nameEnd = line.firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: " ") } ?? line.endIndex
        guard nameEnd != line.endIndex, nameEnd != line.startIndex else { return nil }
        name = String(decoding: line[..<nameEnd], as: UTF8.self)
        labels = [:]
        var rest = line[nameEnd...]
        if rest.first == UInt8(ascii: "{") {
            guard let end = Self.readLabels(rest.dropFirst(), into: &labels) else { return nil }
            rest = rest[end...]
        }
        let words = String(decoding: rest, as: UTF8.self).split(separator: " ")
        guard let text = words.first, let value = Self.number(text) else { return nil }
        self.value = value
    }

    /// - Returns: Where the samples's value begins; nil when the labels are broken.
    private static func readLabels<Bytes: Collection<UInt8>>(
        _ bytes: Bytes, into labels: inout [String: String]
    ) -> Bytes.Index? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "}") { return bytes.index(after: index) }
            guard let equals = bytes[index...].firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = String(decoding: bytes[index..<equals], as: UTF8.self)
            index = bytes.index(after: equals)
            guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") else { return nil }
            index = bytes.index(after: index)
            var value: [UInt8] = []
            while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
                if bytes[index] == UInt8(ascii: "\\") {
                    index = bytes.index(after: index)
                    guard index < bytes.endIndex else { return nil }
                    value.append(bytes[index] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : bytes[index])
                } else {
                    value.append(bytes[index])
                }
                index = bytes.index(after: index)
            }
            guard index < bytes.endIndex else { return nil }
            labels[name] = String(decoding: value, as: UTF8.self)
            index = bytes.index(after: index)
            if index < bytes.endIndex, bytes[index] == UInt8(ascii: ",") { index = bytes.index(after: index) }
        }
        return nil
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        default: Double(text)
        }
    }
}
