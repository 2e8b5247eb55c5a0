import ArgumentParser
import FoundationEssentials
import MeshCore

/// Finds out how a mesh is: from its supervisor, or, when that is dead, from what it wrote down.
enum MeshSurvey {
    /// - Throws: ``CommandFailure`` when nothing runs.
    static func status(_ folder: DataFolder) async throws -> MeshStatus {
        do {
            return try await ControlClient.with(folder) { try await $0.status() }
        } catch let failure as CommandFailure where failure.code.rawValue == 3 {
            guard let status = try recorded(folder) else { throw failure }
            return status
        }
    }

    /// The instances that still run after their supervisor's death; nil when there are none.
    static func recorded(_ folder: DataFolder) throws -> MeshStatus? {
        guard FileManager.default.fileExists(atPath: folder.store) else { return nil }
        let store = try SupervisorStore(path: folder.store)
        let alive = try store.instances().compactMap { record in
            record.process.flatMap { ProcessTable.reading($0) }.map { (record: record, reading: $0) }
        }
        guard !alive.isEmpty else { return nil }
        let port = try store.number("publicPort") ?? 0
        return MeshStatus(
            instances: alive.map { row($0.record, $0.reading) },
            supervisor: SupervisorStatus(
                pid: nil, startedAt: nil, state: .absent, dataFolder: folder.path, address: "http://127.0.0.1:\(port)"))
    }

    private static func row(_ record: InstanceRecord, _ reading: ProcessReading) -> InstanceStatus {
        var row = InstanceStatus(
            service: record.service, instance: record.id.text, version: record.version.text,
            state: reading.isPaused ? .paused : record.state, restarts: record.restarts)
        row.pid = reading.identity.pid
        row.startedAt = record.startedAt
        row.port = record.port
        row.rssBytes = Int(clamping: reading.residentPages * ProcessTable.pageSize)
        row.cpuSeconds = Double(reading.cpuTicks) / ProcessTable.ticksPerSecond
        return row
    }
}
