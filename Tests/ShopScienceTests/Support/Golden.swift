import Foundation
import MeshCore
import ShopScience

/// What another library made of the same data, recorded by `Scripts/record_science.py`.
struct Golden {
    let json: JSONValue

    init(_ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/\(name).json")
        json = try JSONValue(
            parsing: Data(contentsOf: file), limits: JSONLimits(depth: 64, byteCount: 1 << 24))
    }

    init(_ json: JSONValue) {
        self.json = json
    }

    subscript(_ name: String) -> Golden {
        get throws { Golden(try require(json[name])) }
    }

    var int: Int { get throws { Int(try require(json.intValue)) } }
    var double: Double { get throws { try require(json.doubleValue) } }
    var list: [Golden] { get throws { try require(json.arrayValue).map(Golden.init) } }
    var doubles: [Double] { get throws { try list.map { try $0.double } } }
    var bool: Bool { get throws { try require(json.boolValue) } }
    var string: String { get throws { try require(json.stringValue) } }
    var rows: [[Double]] { get throws { try list.map { try $0.doubles } } }

    /// `name`: rows of numbers.
    func table(_ name: String) throws -> FeatureTable {
        let rows = try self[name].rows
        return FeatureTable(columnNames: rows[0].indices.map { "column\($0)" }, rows: rows)
    }

    private func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw CocoaError(.fileReadCorruptFile) }
        return value
    }
}

/// Whether two numbers differ by no more than a share of the greater one, or by so much near 0.
func isNear(_ left: Double, _ right: Double, tolerance: Double) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}
