import StatesLanguage

extension CallBook.Key {
    init(_ job: TaskJob) {
        self.init(execution: job.execution, task: job.order.id.number)
    }
}
