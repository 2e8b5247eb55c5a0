import FoundationEssentials
import Logging
import MeshTransport

/// The last endpoint table in a file, for a process that starts while the supervisor is gone.
struct EndpointCache: Sendable {
    let path: String

    /// What was kept; an empty table when nothing usable was.
    func load(_ logger: Logger) -> EndpointTable {
        do {
            return try JSONDecoder().decode(EndpointTable.self, from: Data(contentsOf: URL(filePath: path)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return EndpointTable()
        } catch {
            logger.notice(
                "No endpoint table was kept that can be used", metadata: ["file": "\(path)", "error": "\(error)"])
            return EndpointTable()
        }
    }

    /// Replaces the file as a whole. All instances of a service write the same table, so the last may win.
    func keep(_ table: EndpointTable, _ logger: Logger) {
        do {
            try JSONEncoder().encode(table).write(to: URL(filePath: path), options: .atomic)
        } catch {
            // The table is in force all the same; what is lost is a better start after a crash.
            logger.notice("Cannot keep the endpoint table", metadata: ["file": "\(path)", "error": "\(error)"])
        }
    }
}
