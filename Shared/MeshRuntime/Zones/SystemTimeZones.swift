import FoundationEssentials
package import MeshCore
import Synchronization

/// The time zones of the machine, read from its time zone database (tzdata) once each.
///
/// Foundation's `TimeZone` knows the same offsets, but neither which times of the wall clock are skipped or repeated, nor
/// whether its data are the machine's; see docs/decisions/0008-time-zones.md.
package final class SystemTimeZones: TimeZoneSource {
    private let folder: String
    private let known = Mutex<[String: TimeZoneRules]>(["UTC": .utc])

    package init(folder: String = "/usr/share/zoneinfo") {
        self.folder = folder
    }

    package func rules(named name: String) -> TimeZoneRules? {
        if let rules = known.withLock({ $0[name] }) { return rules }
        guard Self.isName(name), let rules = read(name) else { return nil }
        // There are some 600 names, so what is kept has a bound.
        known.withLock { $0[name] = rules }
        return rules
    }

    private func read(_ name: String) -> TimeZoneRules? {
        // A file that cannot be read is a zone that is not there.
        guard let bytes = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)")) else { return nil }
        return TimeZoneRules(file: Array(bytes))
    }

    /// Names are paths; none leads out of the folder, or to the database's other forms.
    private static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 50 && !["posix", "right"].contains(parts[0])
            && parts.allSatisfy { part in
                part.first?.isLetter == true
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x5F: true
                        default: false
                        }
                    }
            }
    }
}
