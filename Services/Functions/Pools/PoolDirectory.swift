import MeshCore
import Synchronization

/// The pools of this instance, each made when its version is first called.
final class PoolDirectory: Sendable {
    private struct Key: Hashable {
        let function: String
        let version: String
    }

    private struct Entry {
        let revision: String
        let pool: FunctionPool
    }

    private let pools = Mutex<[Key: Entry]>([:])
    private let work: BackgroundWork
    private let make: @Sendable (FunctionVersion, PoolLimits) -> FunctionPool

    /// - Parameter make: Makes a pool.
    init(work: BackgroundWork, make: @escaping @Sendable (FunctionVersion, PoolLimits) -> FunctionPool) {
        self.work = work
        self.make = make
    }

    /// The pool of a version as it is now; one of its earlier content ends when it has finished.
    ///
    /// - Parameter limits: Of a pool that is made now.
    func pool(for version: FunctionVersion, limits: PoolLimits) -> FunctionPool {
        let key = Key(function: version.function, version: version.version)
        let (pool, retired) = pools.withLock { pools -> (FunctionPool, FunctionPool?) in
            if let entry = pools[key], entry.revision == version.revision { return (entry.pool, nil) }
            let pool = make(version, limits)
            let before = pools.updateValue(Entry(revision: version.revision, pool: pool), forKey: key)
            return (pool, before?.pool)
        }
        if let retired { work.add { await retired.retire() } }
        return pool
    }

    /// Forgets pools whose versions are gone; their processes end when they have finished.
    ///
    /// - Parameter isKept: Whether a version of a function is still there, with this revision.
    func retire(unless isKept: (_ function: String, _ version: String, _ revision: String) -> Bool) {
        let retired = pools.withLock { pools -> [FunctionPool] in
            let gone = pools.filter { !isKept($0.key.function, $0.key.version, $0.value.revision) }
            for key in gone.keys { pools[key] = nil }
            return gone.values.map(\.pool)
        }
        for pool in retired { work.add { await pool.retire() } }
    }

    private var all: [FunctionPool] { pools.withLock { $0.values.map(\.pool) } }

    /// The pool of a version, when it was called here.
    func existing(_ function: String, _ version: String) -> FunctionPool? {
        pools.withLock { $0[Key(function: function, version: version)]?.pool }
    }

    /// Has all pools look at the time.
    func tick() async {
        for pool in all { await pool.tick() }
    }

    /// Ends all processes.
    func end() async {
        for pool in all { await pool.end() }
    }
}
