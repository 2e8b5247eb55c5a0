import GRDB
import MeshStore
import MeshTestKit

/// A process' way to the disk: it takes its time, it fails now and then, and the process may die before a write, or after
/// it and before it hears of it.
struct SimulatedStore: DurableStore {
    let disk: SimulatedDisk
    let machine: SimulatedMachine
    let process: SimulatedProcess
    let fates: WriteFates

    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await wait()
        switch fates.next(on: machine) {
        case .busy: throw StoreError.busy(path: "simulated", waited: .zero)
        case .twice: try disk.writeInVain(body)
        case .deathBefore: try await die()
        case .deathAfter:
            _ = try disk.write(body)
            try await die()
        case .nothing: break
        }
        guard !disk.isFull else { throw StoreError.full(path: "simulated") }
        let value = try disk.write(body)
        if try fates.isDeadly(disk) { try await die() }
        try await wait()
        return value
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await wait()
        let value = try disk.read(body)
        await Task.yield()
        return value
    }

    func fastRead<T>(_ body: (Database) throws -> T) throws -> T { try disk.read(body) }

    private func wait() async throws {
        switch machine.draw(below: 12) {
        case 0..<6: break
        case 6..<10: await Task.yield()
        case 10: try await pause(.microseconds(machine.draw(below: 5000)))
        default: try await pause(.microseconds(machine.draw(below: 40_000)))
        }
    }

    /// A write is not given up when its task is cancelled meanwhile.
    private func pause(_ time: Duration) async throws {
        try? await SimulatedPauses(machine: machine, process: process.number).sleep(for: time)
    }

    /// Ends the process here.
    private func die() async throws {
        machine.kill(process.number)
        fates.noteDeath()
        await Task.yield()
        preconditionFailure("a dead process went on")
    }
}
