import Foundation
import Logging
import MeshCore
import MeshStore

/// Opens the index's file. It holds nothing that cannot be made again from the products, so a file that is damaged or from
/// another version of the program is replaced.
enum SearchFile {
    static let name = "catalog-search.sqlite"
    static let folder = "catalog-search"

    /// - Throws: `StoreError` when it cannot be replaced, either.
    static func open(in directory: String, clock: any WallClock, logger: Logger) throws -> Store {
        let path = "\(directory)/\(name)"
        let open = { try Store.open(path: path, migrations: SearchSchema.index, clock: clock, logger: logger) }
        do {
            return try open()
        } catch let error as StoreError where isReplaceable(error) {
            logger.warning("Replacing the search index", metadata: ["error": "\(error)"])
            for suffix in ["", "-wal", "-shm"] {
                // Not all of them need be there.
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            return try open()
        }
    }

    private static func isReplaceable(_ error: StoreError) -> Bool {
        switch error {
        case .corrupt, .newerSchema, .changedMigration, .migrationFailed: true
        case .full, .busy, .overloaded, .logTooLarge, .readOnly, .cannotOpen, .unsafeSetting, .inputOutput, .closed,
            .leaseLost:
            false
        }
    }
}
