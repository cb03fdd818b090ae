// The pages that come from the code and the contract, made anew at each build.
