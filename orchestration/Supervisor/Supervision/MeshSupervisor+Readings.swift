import MeshCore

extension MeshSupervisor {
    /// Counts what an instance has answered between two readings of its metrics.
    func note(_ reading: TrafficReading, after last: TrafficReading, of service: String) {
        // A counter that went back began anew with its process.
        let requests = reading.total - last.total
        budgets[service, default: ErrorBudget()].add(
            requests: requests, failures: max(0, reading.failures - last.failures), at: clock.now())
    }

    /// Says where services of the mesh reach the supervisor, and has everybody told.
    func answer(on port: Int) {
        ownPort = port
        publish()
    }

    /// What is measured of the mesh and its machine.
    func readings() -> MeshReadings {
        let now = clock.now()
        let instances = running.values.sorted { $0.id.text < $1.id.text }
        var queues: [String: [String: Double]] = [:]
        for instance in instances {
            // Instances of a service count the same queue.
            queues[instance.service, default: [:]].merge(instance.traffic.queues) { max($0, $1) }
        }
        return MeshReadings(
            memory: MachineRoom.memory(), disk: MachineRoom.disk(of: configuration.folder.path),
            instances: instances.map { instance in
                let limits = configuration.manifest.service(named: instance.service)?.limits
                return MeshReadings.Instance(
                    instance: instance.id.text, service: instance.service, memory: Int64(instance.residentBytes),
                    limit: Int64(limits?.memoryBytes ?? 0))
            },
            services: budgets.sorted { $0.key < $1.key }.map { service, budget in
                MeshReadings.Service(
                    service: service, objective: ErrorBudget.objective, windows: budget.windows(at: now))
            },
            queues: queues.sorted { $0.key < $1.key }.flatMap { service, gauges in
                gauges.sorted { $0.key < $1.key }.map {
                    MeshReadings.Queue(service: service, name: $0.key, waiting: Int64($0.value))
                }
            })
    }
}
