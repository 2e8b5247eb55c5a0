import Glibc
import MeshCore
import MeshTransport

extension MeshSupervisor {
    /// How the mesh is now.
    func status() -> MeshStatus {
        MeshStatus(
            instances: serviceNames.flatMap(rows),
            supervisor: SupervisorStatus(
                pid: getpid(), startedAt: startedAt, state: supervisorState, dataFolder: configuration.folder.path,
                address: "http://\(configuration.manifest.publicListener.host):\(publicSocket?.port ?? 0)",
                adopted: adoptedCount, tableRevision: broadcast.current.revision, watchers: broadcast.watcherCount,
                problems: lastFailures.values.sorted()))
    }

    private var supervisorState: SupervisorStatus.State {
        if services[configuration.manifest.publicListener.service]?.isShuttingDown == true { return .stopping }
        return isReady ? .ready : .starting
    }

    private func rows(of service: String) -> [InstanceStatus] {
        guard let machine = services[service] else { return [] }
        var rows = running.values.filter { $0.service == service }.map { row($0, machine) }
        for slot in machine.slots.values
        where slot.incumbent == nil && slot.candidate == nil && slot.index <= machine.wanted {
            rows.append(
                InstanceStatus(
                    service: service, instance: "\(service)-\(slot.index)", version: slot.version.text,
                    state: slot.loop.isLooping ? .crashLooping : .restarting, restarts: slot.restarts))
        }
        return rows.sorted { $0.instance < $1.instance }
    }

    private func row(_ instance: RunningInstance, _ machine: ServiceMachine) -> InstanceStatus {
        var row = InstanceStatus(
            service: instance.service, instance: instance.id.text, version: instance.version.text,
            state: machine.instances[instance.id]?.state ?? .stopped,
            restarts: machine.slots[instance.slot]?.restarts ?? 0)
        row.pid = instance.process.identity.pid
        row.startedAt = instance.startedAt
        row.port = instance.port
        row.rssBytes = Int(clamping: instance.residentBytes)
        row.cpuSeconds = instance.cpuSeconds
        row.requestsPerSecond = instance.traffic.requestsPerSecond
        row.p99Milliseconds = instance.traffic.p99Milliseconds
        return row
    }
}
