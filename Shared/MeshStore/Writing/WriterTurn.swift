import Glibc
import MeshCore

/// Lets the processes that write to one file take turns.
///
/// SQLite's own lock is taken by whoever polls at the right moment, so that a process with a full queue can keep
/// another one out for seconds. Here a writer first holds the place of the next one and waits there for the one at
/// work, so that whoever has just finished must queue behind it. Both places are byte locks on a file of their own,
/// which the kernel frees when a process dies. They are a courtesy: correctness rests on SQLite's lock, and a writer
/// whose turn does not come in time competes for that one.
struct WriterTurn: ~Copyable {
    private enum Place: off_t {
        case next = 0
        case atWork = 1
    }

    /// `F_OFD_SETLK`: a lock that belongs to the open file, not to the process (fcntl(2)).
    private static let setOpenFileLock: Int32 = 37

    private let descriptor: Int32
    private let limit: Duration

    /// Opens the file of turns, or makes it.
    ///
    /// - Parameters:
    ///   - path: The file, next to the database.
    ///   - limit: How long to wait for the turn.
    /// - Throws: ``StoreError/cannotOpen(path:detail:)``.
    init(path: String, limit: Duration) throws(StoreError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, detail: "error \(errno)")
        }
        self.limit = limit
    }

    deinit {
        close(descriptor)
    }

    /// Waits for the turn, up to the limit.
    ///
    /// - Returns: Whether it came; if so, ``leave()`` must follow.
    func take() -> Bool {
        let start = MonotonicInstant.now()
        guard waits(for: .next, since: start) else { return false }
        defer { free(.next) }
        return waits(for: .atWork, since: start)
    }

    /// Lets the next one begin.
    func leave() {
        free(.atWork)
    }

    /// Whether somebody waits behind the one at work.
    var isSomebodyNext: Bool {
        guard set(F_WRLCK, on: .next) else { return true }
        free(.next)
        return false
    }

    private func waits(for place: Place, since start: MonotonicInstant) -> Bool {
        var attempt = 0
        while !set(F_WRLCK, on: place) {
            guard start.duration(to: .now()) < limit else { return false }
            usleep(UInt32(20 << min(attempt, 5)))
            attempt += 1
        }
        return true
    }

    private func free(_ place: Place) {
        // Freeing a lock that we hold on an open descriptor cannot fail.
        _ = set(F_UNLCK, on: place)
    }

    private func set(_ kind: Int32, on place: Place) -> Bool {
        var request = flock()
        request.l_type = Int16(kind)
        request.l_whence = Int16(SEEK_SET)
        request.l_start = place.rawValue
        request.l_len = 1
        return unsafe fcntl(descriptor, Self.setOpenFileLock, &request) == 0
    }
}
