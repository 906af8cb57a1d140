--- How many examples a dataset (or a sampler) has: its size(), as Torch7's have, or #.
return function(dataset)
  if type(dataset.size) == "function" then return dataset:size() end
  return #dataset
end
