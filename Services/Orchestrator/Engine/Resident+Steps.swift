import StatesLanguage

extension Resident {
    /// Whether an event can still mean something to the execution: one that has ended takes nothing but a redrive.
    func takes(_ event: MachineEvent) -> Bool {
        if case .redrive = event { return !record.status.isOpen }
        return record.status.isOpen
    }

    /// Takes over what a step makes of it.
    mutating func apply(_ write: StepWrite, _ effects: StepEffects) {
        for id in write.cancelledTimers { timers[id] = nil }
        cancelledTimers.formUnion(write.cancelledTimers)
        for timer in effects.timers { timers[timer.key.timer] = timer.due }
        tasksUnderWay.subtract(write.endedTasks)
        tasksUnderWay.subtract(write.waitingTasks)
        if let redrive = write.redrive {
            record.status = .running
            (record.redriveCount, record.redrivenAt) = (redrive.count, redrive.at)
            (record.stoppedAt, record.output, record.error, record.cause) = (nil, nil, nil, nil)
        }
        if let ending = effects.ending {
            record.status = ending.status
            record.stoppedAt = ending.stoppedAt
            (record.output, record.error, record.cause) = (ending.output, ending.error, ending.cause)
            timers = [:]
            tasksUnderWay = []
        }
    }
}
