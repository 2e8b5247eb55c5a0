import MeshCore
package import NIOCore

/// One request to a service: tried on one endpoint after another until an answer is there to pass on.
///
/// To its owner it is an ``Exchange`` like that of a single connection. Behind it, it picks an endpoint, sends the head
/// and what came of the body, and when the try fails before an answer's head was passed on, and sending again is allowed,
/// goes to another endpoint; never to one it tried while others remain. It waits, for a while, when no endpoint takes
/// requests. What it passes on is final: an answer that began and then fails is a failure.
///
/// Sending again is allowed when the peer surely did not process the request; else only when the method is idempotent
/// (RFC 9110, section 9.2.2) or the request carries an `idempotency-key`, within the policy's tries and the upstream's
/// retry budget, and while the body that was sent is still in the replay buffer.
package final class UpstreamCall {
    enum Phase {
        /// Its owner does not hold it yet.
        case starting
        /// In the upstream's queue, until an endpoint is ready.
        case waiting
        /// Until the pause before another try is over.
        case pausing
        /// Sent to an endpoint, no answer's head yet.
        case open
        /// The head of the answer was passed on.
        case answering
        case over
    }

    package let eventLoop: any EventLoop
    /// Tries that came to nothing, in order.
    private var earlierAttempts: [CallAttempt] = []
    let upstream: Upstream
    private let policy: RetryPolicy
    let deadline: Deadline?
    var delegate: (any ExchangeDelegate)?
    var phase = Phase.starting
    /// The request's head, as it was sent last.
    package private(set) var head: HeaderBlock
    /// Whether the last field of the head is the deadline's, which each try writes anew.
    private var hasDeadlineField = false
    var replay: ReplayBuffer
    var choice: Choice?
    var exchange: (any Exchange)?
    /// Where it was tried in vain.
    var tried: [EndpointSlot] = []
    private var tries = 0
    /// Tries that the peer did not process, which the policy's tries do not count.
    private var refusals = 0
    var tryStartedAt: MonotonicInstant
    var status = 0
    /// When the head of the answer came, which is what the balancer learns.
    var answeredAt: MonotonicInstant
    var retryAfter: Duration?
    var timer: LoopTimers.Token?
    private var timerDue = MonotonicInstant(nanoseconds: .max)
    /// When the wait, the pause or the try ends that goes on now.
    var phaseEnd = MonotonicInstant(nanoseconds: .max)

    init(
        upstream: Upstream, head: consuming HeaderBlock, end: ExchangeEnd, policy: RetryPolicy, deadline: Deadline?,
        delegate: any ExchangeDelegate, at now: MonotonicInstant
    ) {
        self.upstream = upstream
        self.head = head
        self.policy = policy
        self.deadline = deadline
        self.delegate = delegate
        eventLoop = upstream.eventLoop
        replay = ReplayBuffer(end: end)
        tryStartedAt = now
        answeredAt = now
    }

    /// The tries so far, in order; the last one is the one that goes on or that gave the answer.
    package var attempts: [CallAttempt] {
        guard let choice else { return earlierAttempts }
        return earlierAttempts + [
            CallAttempt(instance: choice.pool.endpoint.instance, startedAt: tryStartedAt, outcome: .open)
        ]
    }

    /// The endpoint that the request is with, or that gave the answer; nil while there is none.
    package var endpoint: Endpoint? { choice?.pool.endpoint }

    /// Whether it still waits in the queue.
    var isWaiting: Bool {
        if case .waiting = phase { return true }
        return false
    }

    /// Whether it is over, with nothing more to be told.
    package var isOver: Bool {
        if case .over = phase { return true }
        return false
    }

    // MARK: Going to an endpoint

    /// Sends the request on its way; only its owner does so, once.
    func start(at now: MonotonicInstant) {
        dispatch(at: now)
    }

    /// Sends the request to an endpoint, or waits for one.
    func dispatch(at now: MonotonicInstant) {
        if let deadline, deadline.hasPassed(at: now) { return passDeadline(at: now) }
        if openOnUntried(at: now) { return }
        // Each of those that take requests was tried: now one of them may be tried again.
        if !tried.isEmpty, let choice = upstream.pick(for: self, excluding: [], at: now), open(choice, at: now) {
            return
        }
        wait(at: now)
    }

    /// - Returns: Whether the request is on its way to an endpoint that it was not tried on.
    private func openOnUntried(at now: MonotonicInstant) -> Bool {
        while let choice = upstream.pick(for: self, excluding: tried, at: now) {
            if open(choice, at: now) { return true }
        }
        return false
    }

    private func wait(at now: MonotonicInstant) {
        if !isWaiting { phaseEnd = now.advanced(by: upstream.configuration.waitLimit) }
        guard upstream.enqueue(self) else {
            return fail(
                lastFailure ?? ExchangeFailure(.limitExceeded, processing: .none, detail: "too many requests wait"))
        }
        phase = .waiting
        arm()
    }

    /// The wait is over without an endpoint.
    func waitFailed(_ failure: ExchangeFailure) {
        fail(lastFailure ?? failure)
    }

    /// - Returns: Whether the request is on its way; if not, the endpoint counts as tried.
    private func open(_ choice: Choice, at now: MonotonicInstant) -> Bool {
        writeDeadlineField(at: now)
        do throws(ExchangeFailure) {
            exchange = try choice.pool.open(head: head, end: replay.isHeadOnly ? .last : .more, delegate: self)
        } catch {
            tried.append(choice.pool.slot)
            upstream.finished(choice, .notSent, startedAt: now, at: now)
            return false
        }
        let isFirst = isStarting
        self.choice = choice
        tries += 1
        tryStartedAt = now
        phase = .open
        phaseEnd = policy.perTryNanoseconds.map(now.advanced(byNanoseconds:)) ?? MonotonicInstant(nanoseconds: .max)
        arm()
        if !replay.isHeadOnly, !isFirst { sendReplay() }
        return true
    }

    private var isStarting: Bool {
        if case .starting = phase { return true }
        return false
    }

    private func sendReplay() {
        guard let exchange else { return }
        for (index, part) in replay.parts.enumerated() {
            let isLast = replay.isComplete && replay.trailers == nil && index == replay.parts.count - 1
            exchange.send(body: part, end: isLast ? .last : .more)
        }
        if let trailers = replay.trailers { exchange.send(trailers: trailers) }
        giveUpReplayPastLimit()
        if !replay.isComplete, exchange.isWritable { delegate?.exchangeBecameWritable(self) }
    }

    func giveUpReplayPastLimit() {
        if replay.byteCount > upstream.configuration.replayLimit { replay.giveUp() }
    }

    /// Tells the endpoint what is left of the deadline now.
    private func writeDeadlineField(at now: MonotonicInstant) {
        guard let deadline else { return }
        if hasDeadlineField { head.removeLast() }
        // It differs from request to request: an entry in the peer's table of fields would only drive out others.
        head.append(Deadline.headerName, deadline.headerValue(at: now), isSensitive: true)
        hasDeadlineField = true
    }

    // MARK: Going to another endpoint

    var lastFailure: ExchangeFailure? {
        for attempt in earlierAttempts.reversed() {
            if case .failed(let failure) = attempt.outcome { return failure }
        }
        return nil
    }

    /// Lets go of the endpoint whose try came to nothing.
    func leave(_ choice: Choice, _ outcome: CallAttempt.Outcome) {
        earlierAttempts.append(
            CallAttempt(instance: choice.pool.endpoint.instance, startedAt: tryStartedAt, outcome: outcome))
        tried.append(choice.pool.slot)
        exchange = nil
        self.choice = nil
    }

    func tryFailed(_ failure: ExchangeFailure, at now: MonotonicInstant) {
        guard let choice else { return }
        upstream.finished(choice, .failed(failure), startedAt: tryStartedAt, at: now)
        leave(choice, .failed(failure))
        guard case .open = phase, mayTryAgain(after: failure) else { return fail(failure) }
        tryAgain(at: now)
    }

    private func mayTryAgain(after failure: ExchangeFailure) -> Bool {
        guard !replay.isGivenUp else { return false }
        switch failure.processing {
        case .none:
            refusals += 1
            tries -= 1
            return refusals <= upstream.configuration.refusalLimit
        case .unknown:
            guard tries < policy.maximumTries, isRepeatable else { return false }
            // What a lost connection carried is lost together and at most once: it is no storm, and its share of the
            // load is gone with the endpoint. What fails a second time is charged.
            if tries == 1, failure.endsConnection { return true }
            return upstream.chargeRetry()
        }
    }

    func tryAgain(at now: MonotonicInstant) {
        upstream.countRetry()
        if openOnUntried(at: now) { return }
        guard upstream.hasReadyEndpoint else { return dispatch(at: now) }
        // Only endpoints that failed already are left: not at once again.
        phase = .pausing
        phaseEnd = now.advanced(by: upstream.retryPause(afterTries: tries + refusals))
        arm()
    }

    /// Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2).
    var isRepeatable: Bool {
        guard let method = head.first(":method") else { return false }
        return RequestMethod.isIdempotent(method) || head.first("idempotency-key") != nil
    }

    /// Whether a failing answer is better not passed on, because another endpoint can be asked.
    func shouldAskAnother(at now: MonotonicInstant) -> Bool {
        guard policy.retriesUnavailable, status == 502 || status == 503 || status == 504 else { return false }
        guard tries < policy.maximumTries, !replay.isGivenUp, isRepeatable else { return false }
        guard let choice, upstream.hasHopefulEndpoint(besides: tried, choice.pool.slot) else { return false }
        return upstream.chargeRetry()
    }

    // MARK: Time

    func arm() {
        let due = min(phaseEnd, deadline?.instant ?? phaseEnd)
        guard due.nanoseconds != .max else { return }
        if let timer {
            // A timer that is early looks again when it fires.
            guard due < timerDue else { return }
            upstream.timers.cancel(timer)
        }
        timerDue = due
        timer = upstream.timers.schedule(self, at: due)
    }

    private func disarm() {
        if let timer { upstream.timers.cancel(timer) }
        timer = nil
    }

    func passDeadline(at now: MonotonicInstant) {
        let processing: ExchangeFailure.Processing = exchange == nil && lastFailure == nil ? .none : .unknown
        let failure = ExchangeFailure(
            .deadlineExceeded, processing: processing, detail: "the request's deadline passed")
        exchange?.reset(.cancelled)
        if let choice {
            upstream.finished(choice, .outOfTime, startedAt: tryStartedAt, at: now)
            leave(choice, .failed(failure))
        }
        fail(failure)
    }

    func tryTimedOut(at now: MonotonicInstant) {
        exchange?.reset(.cancelled)
        tryFailed(
            ExchangeFailure(.deadlineExceeded, processing: .unknown, detail: "the try took longer than it may"), at: now
        )
    }

    // MARK: The end

    func fail(_ failure: ExchangeFailure) {
        let isStarting = isStarting
        guard let delegate = end() else { return }
        if isStarting {
            // The owner does not hold the call yet.
            let told = NIOLoopBound((delegate, self), eventLoop: eventLoop)
            eventLoop.execute {
                let (delegate, call) = told.value
                delegate.exchange(call, failedWith: failure)
            }
        } else {
            delegate.exchange(self, failedWith: failure)
        }
    }

    /// Lets go of everything that the call holds, except of the exchange, through which what was received is still credited.
    func end() -> (any ExchangeDelegate)? {
        phase = .over
        disarm()
        replay.giveUp()
        defer { delegate = nil }
        return delegate
    }

    /// The whole answer has come.
    ///
    /// - Returns: Who is to be told its last part.
    func answerEnded() -> (any ExchangeDelegate)? {
        if let choice {
            upstream.finished(
                choice, .answered(status: status, retryAfter: retryAfter), startedAt: tryStartedAt, at: answeredAt)
        }
        let isRequestComplete = replay.isComplete
        let delegate = end()
        if !isRequestComplete { exchange?.reset(.noLongerNeeded) }
        return delegate
    }
}
