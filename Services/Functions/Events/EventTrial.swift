import MeshCore
import NIOCore

/// One try of an event, and what follows from how it ended.
struct EventTrial: Sendable {
    let store: FunctionsStore
    let caller: FunctionCaller
    /// The pause before a second try.
    let delay: Duration
    /// Dead letters that are kept.
    let kept: Int

    /// Tries an event that is ours, and writes down what comes of it.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func run(_ event: FunctionEvent) async throws {
        var event = event
        let settings = try store.invokeSettingsIfAny(of: event.function, event.qualifier ?? FunctionVersion.latest)
        let rules = EventRules(settings, delay: delay)
        guard !rules.isTooOld(event, at: store.clock.now()) else {
            return try await end(event, .eventAgeExceeded, settings, nil)
        }
        do {
            let answer = try await caller.call(
                FunctionCaller.Call(
                    reference: try FunctionReference(event.function, qualifier: event.qualifier), id: event.id,
                    payload: event.payload, clientContext: event.clientContext, traceID: event.traceID))
            guard case .outcome(let outcome) = answer.answer else {
                preconditionFailure("An event takes no stream and was given one")
            }
            // The service ends, which is no fault of the function's: it is no try.
            guard outcome.errorType != HandlerFault.stopped.type else { throw CancellationError() }
            event.attempts += 1
            let verdict = rules.verdict(event, succeeded: outcome.isSuccess, at: store.clock.now())
            try await conclude(event, verdict, settings, (outcome, answer.version))
        } catch FunctionsError.throttled {
            event.throttles += 1
            try await conclude(event, rules.throttled(event, at: store.clock.now()), settings, nil)
        } catch FunctionsError.functionNotFound {
            try await end(event, .functionMissing, settings, nil)
        }
    }

    private func conclude(
        _ event: FunctionEvent, _ verdict: EventVerdict, _ settings: InvokeSettings?,
        _ last: (InvocationOutcome, FunctionVersion)?
    ) async throws {
        switch verdict {
        case .succeeded: try await end(event, .success, settings, last)
        case .retry(let time): try await store.release(event, until: time)
        case .failed(let condition): try await end(event, condition, settings, last)
        }
    }

    /// A destination that is a function is called next; any other is kept for people, with all that failed and had none.
    private func end(
        _ event: FunctionEvent, _ condition: EventCondition, _ settings: InvokeSettings?,
        _ last: (outcome: InvocationOutcome, version: FunctionVersion)?
    ) async throws {
        let record = DestinationRecord(
            event: event, condition: condition,
            functionARN: store.names.arn(event.function, event.qualifier ?? FunctionVersion.latest),
            outcome: last?.outcome, executedVersion: last?.version.version)
        let document = record.document(at: store.clock.now())
        var ending = EventEnding()
        let target = condition == .success ? settings?.onSuccess : settings?.onFailure
        if let target, let function = store.names.function(of: target) {
            let id = InvocationID.of(key: "\(event.id) \(condition.rawValue) \(target)")
            ending.next.append(.init(function: function, id: id, payload: document.utf8))
        } else if target != nil || condition != .success {
            ending.deadLetters.append(.init(target: target, content: document.description))
        }
        if condition != .success, let queue = last?.version.settings.deadLetterTarget {
            if let function = store.names.function(of: queue) {
                let id = InvocationID.of(key: "\(event.id) dead letter")
                ending.next.append(.init(function: function, id: id, payload: Array(event.payload.readableBytesView)))
            } else {
                ending.deadLetters.append(.init(target: queue, content: document.description))
            }
        }
        try await store.end(event, ending, kept: kept)
    }
}
