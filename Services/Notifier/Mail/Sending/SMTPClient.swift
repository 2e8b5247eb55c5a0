import DequeModule
package import NIOCore

/// Sends mails to a server over a few connections that are used again. It guards who has which connection, and who waits for
/// one; hence an actor.
package actor SMTPClient {
    private let server: SMTPServer
    private let group: any EventLoopGroup
    private let security: SMTPSecurityContext
    private var idle: [Held] = []
    private var busy: [Int: SMTPConnection] = [:]
    /// Connections, those being made among them.
    private var open = 0
    private var waiting: Deque<CheckedContinuation<Void, Never>> = []
    private var isClosed = false
    private var lastNumber = 0

    private struct Held {
        let connection: SMTPConnection
        let number: Int
        var mails = 0
    }

    /// - Throws: ``SMTPFailure/insecure(_:)`` when the certificates to trust cannot be read.
    package init(_ server: SMTPServer, group: any EventLoopGroup) throws(SMTPFailure) {
        self.server = server
        self.group = group
        security = try SMTPSecurityContext(server)
    }

    /// Writes down what became of a mail for each recipient. The text of the next mail on the connection goes when it returns, so
    /// that no more than one mail of each connection is ever taken and not written down.
    package typealias Settlement = @Sendable ([RecipientResult]) async -> Void

    /// Sends a mail, waiting for a connection while all are in use.
    ///
    /// - Parameter settle: Called once, unless nothing of the mail was taken through no fault of its own.
    /// - Returns: What became of it for each recipient, in their order.
    @discardableResult
    package func send(
        _ message: MailMessage, _ envelope: MailEnvelope, settle: Settlement = { _ in }
    ) async -> [RecipientResult] {
        do throws(SMTPFailure) {
            let held = try await take()
            let results = await send(message, envelope, held, settle)
            // A server may have ended a connection that was not used for a while; nothing of the mail has been taken then.
            guard held.mails > 0, results.allSatisfy(\.isUnsent) else { return results }
            return await send(message, envelope, try await take(fresh: true), settle)
        } catch {
            return envelope.recipients.map { _ in .unsent(error) }
        }
    }

    /// Takes no more mails; those that are under way come to their end, and then their connections.
    package func close() {
        isClosed = true
        for held in idle { held.connection.quit() }
        idle = []
        while let waiter = waiting.popFirst() { waiter.resume() }
    }

    /// Ends all connections, whatever is under way.
    package func abort() {
        close()
        for connection in busy.values { connection.quit() }
    }

    private func send(
        _ message: MailMessage, _ envelope: MailEnvelope, _ taken: Held, _ settle: Settlement
    ) async -> [RecipientResult] {
        var held = taken
        held.mails += 1
        busy[held.number] = held.connection
        let answer = await held.connection.send(message, envelope)
        busy[held.number] = nil
        let results = answer ?? envelope.recipients.map { _ in .unsent(.closed) }
        // The next mail may be begun meanwhile; on another connection in the place of this one, it could be taken as well.
        let isKept = isReusable(held)
        if isKept { give(back: held) }
        if !results.allSatisfy(\.isUnsent) { await settle(results) }
        if answer != nil { held.connection.settled() }
        if !isKept { give(back: held) }
        return results
    }

    private func isReusable(_ held: Held) -> Bool {
        held.connection.isOpen && held.mails < server.mailsPerConnection && !isClosed
    }

    private func take(fresh: Bool = false) async throws(SMTPFailure) -> Held {
        while true {
            guard !isClosed else { throw .closed }
            if !fresh, let held = idle.popLast() {
                if held.connection.isOpen { return held }
                open -= 1
                continue
            }
            if fresh, open >= server.connections, let held = idle.popLast() {
                held.connection.quit()
                open -= 1
            }
            if open < server.connections { break }
            await withCheckedContinuation { waiting.append($0) }
        }
        open += 1
        do throws(SMTPFailure) {
            let connection = try await SMTPConnection.open(server, security, group: group)
            lastNumber += 1
            return Held(connection: connection, number: lastNumber)
        } catch {
            open -= 1
            waiting.popFirst()?.resume()
            throw error
        }
    }

    private func give(back held: Held) {
        if isReusable(held) {
            idle.append(held)
        } else {
            held.connection.quit()
            open -= 1
        }
        waiting.popFirst()?.resume()
    }
}

extension RecipientResult {
    /// Whether nothing of the mail was taken, through no fault of its own.
    fileprivate var isUnsent: Bool { if case .unsent = self { true } else { false } }
}
