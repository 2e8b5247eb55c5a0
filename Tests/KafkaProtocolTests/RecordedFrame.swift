import Foundation
import KafkaProtocol
import MeshCore

/// A frame that another encoder made (PyPI kafka-python 3.0.12), and the values that it was given.
struct RecordedFrame: Sendable, CustomStringConvertible {
    let isRequest: Bool
    let api: KafkaAPI
    let version: Int16
    /// The frame with its length.
    let bytes: [UInt8]
    /// The fields by their names on the wire; bytes in hexadecimal.
    let values: JSONValue

    var description: String { "\(isRequest ? "request" : "response") \(api) \(version)" }

    /// All of them, from `Fixtures/Frames.tsv`: direction, API, version, frame, values.
    static func load() throws -> [RecordedFrame] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/Frames.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let columns = line.split(separator: "\t")
            guard columns.count == 5, let version = Int16(columns[2]),
                let api = KafkaAPI.allCases.first(where: { "\($0)" == columns[1] })
            else { throw CocoaError(.fileReadCorruptFile) }
            return RecordedFrame(
                isRequest: columns[0] == "request", api: api, version: version, bytes: [UInt8](hex: columns[3]),
                values: try JSONValue(parsing: columns[4].utf8))
        }
    }
}

extension [UInt8] {
    init(hex: some StringProtocol) {
        let digits = Array(hex.utf8).map { UInt8(Character(UnicodeScalar($0)).hexDigitValue ?? 0) }
        self = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
