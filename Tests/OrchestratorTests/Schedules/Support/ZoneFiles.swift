import Foundation
import MeshCore
import Testing

@testable import Orchestrator

/// The time zones of this machine, as tests read them.
enum ZoneFiles {
    static let folder = "/usr/share/zoneinfo"

    static func rules(_ name: String) throws -> TimeZoneRules {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        return try #require(TimeZoneRules(file: Array(bytes)), "\(name) cannot be read")
    }

    /// The zones that people live in by the list of the database, one for each rule of clocks.
    static func names() throws -> [String] {
        let list = try String(contentsOfFile: "\(folder)/zone1970.tab", encoding: .utf8)
        return list.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
            let columns = $0.split(separator: "\t")
            return columns.count > 2 ? String(columns[2]) : nil
        }
    }
}
