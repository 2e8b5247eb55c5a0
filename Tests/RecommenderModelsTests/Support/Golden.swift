import Foundation
import MeshCore
import RecommenderModels

/// What another library made of the same data, recorded by `Scripts/record_models.py`.
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
    var ids: [UInt32] { get throws { try list.map { UInt32(try $0.int) } } }

    /// `interactions`: rows of user, item and weight.
    var interactions: InteractionMatrix {
        get throws {
            let triples = try self["interactions"].list.map { try $0.doubles }
            return InteractionMatrix(
                triples.map { Interaction(row: UInt32($0[0]), column: UInt32($0[1]), weight: Float($0[2])) },
                rowCount: try self["users"].int, columnCount: try self["items"].int)
        }
    }

    /// A list of rows of numbers of one length.
    func factors(_ name: String) throws -> FactorMatrix {
        let rows = try self[name].list.map { try $0.doubles }
        return FactorMatrix(
            rowCount: rows.count, factorCount: rows[0].count, values: rows.flatMap { $0 }.map { Float($0) })
    }

    private func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw CocoaError(.fileReadCorruptFile) }
        return value
    }
}
