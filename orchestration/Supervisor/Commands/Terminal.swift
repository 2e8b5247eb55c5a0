import ArgumentParser
import Glibc

/// What commands say, and where.
enum Terminal {
    /// Whether people look at it as it comes.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// A result, to the end of its line.
    static func say(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
    }

    /// Something beside the result: hints, failures.
    static func note(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Clears the screen and writes from its top.
    static func redraw(_ text: String) {
        write("\u{1b}[H\u{1b}[2J\(text)\n", to: STDOUT_FILENO)
    }

    /// Runs a command's work; a failure is said once, without the usage that parsing errors come with.
    static func report(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let failure as CommandFailure {
            note("orrery: \(failure)")
            throw failure.code
        } catch let error as SupervisorError {
            note("orrery: \(error)")
            throw ExitCode(1)
        } catch let error as ManifestError {
            note("orrery: \(error)")
            throw ExitCode(1)
        } catch let refusal as AWSRefusal {
            note("orrery: \(refusal)")
            throw ExitCode(1)
        } catch let error as ProcessFailure {
            note("orrery: \(error)")
            throw ExitCode(1)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Whoever read it has gone: there is nobody to tell.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
