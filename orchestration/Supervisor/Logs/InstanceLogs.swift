package import FoundationEssentials

/// The log files of a mesh's instances, those that run and those that ran.
package struct InstanceLogs: Sendable {
    package let folder: DataFolder

    package init(folder: DataFolder) {
        self.folder = folder
    }

    /// One instance's log.
    package struct Entry: Sendable, Equatable {
        package var instance: InstanceID
        package var file: LogFile
        package var modified: Date
    }

    /// The logs of a service, or of all when it is nil, the least recently written first.
    ///
    /// - Throws: What the file system throws.
    package func entries(service: String?) throws -> [Entry] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.logs)
        let entries = names.compactMap { name -> Entry? in
            guard name.hasSuffix(".log") else { return nil }
            let id = String(name.dropLast(4))
            guard Self.service(of: id) != nil, service == nil || Self.service(of: id) == service else { return nil }
            let path = "\(folder.logs)/\(name)"
            // One that was removed meanwhile has no date and sorts first.
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return Entry(
                instance: InstanceID(id), file: LogFile(path: path),
                modified: attributes?[.modificationDate] as? Date ?? .distantPast)
        }
        return entries.sorted { $0.modified == $1.modified ? $0.instance < $1.instance : $0.modified < $1.modified }
    }

    /// Removes the oldest logs of instances that have ended, but for the last few.
    ///
    /// - Throws: What the file system throws.
    package func prune(service: String, keeping count: Int, running: Set<InstanceID>) throws {
        let ended = try entries(service: service).filter { !running.contains($0.instance) }
        for entry in ended.dropLast(count) {
            for path in [entry.file.path, entry.file.predecessor] where FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    /// The service in an instance's id (`catalog` in `catalog-2-0007`); nil when it is no such id.
    static func service(of id: String) -> String? {
        let parts = id.split(separator: "-")
        guard parts.count >= 3, Int(parts[parts.count - 2]) != nil, Int(parts[parts.count - 1], radix: 16) != nil else {
            return nil
        }
        return parts.dropLast(2).joined(separator: "-")
    }
}
