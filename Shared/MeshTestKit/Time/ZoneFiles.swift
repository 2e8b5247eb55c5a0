import Foundation
package import MeshCore

/// The time zones of this machine, as tests read them.
package enum ZoneFiles {
    package static let folder = "/usr/share/zoneinfo"

    /// A file that is no time zone's.
    package struct Unreadable: Error {
        package let name: String
    }

    /// The rules of a zone.
    ///
    /// - Throws: What Foundation says of a file that is not there, and ``Unreadable``.
    package static func rules(_ name: String) throws -> TimeZoneRules {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        guard let rules = TimeZoneRules(file: Array(bytes)) else { throw Unreadable(name: name) }
        return rules
    }

    /// The zones that people live in by the list of the database, one for each rule of clocks.
    package static func names() throws -> [String] {
        let list = try String(contentsOfFile: "\(folder)/zone1970.tab", encoding: .utf8)
        return list.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
            let columns = $0.split(separator: "\t")
            return columns.count > 2 ? String(columns[2]) : nil
        }
    }
}
